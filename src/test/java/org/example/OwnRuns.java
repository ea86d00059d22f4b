package org.example;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.odksync.error.ErrorClass;
import org.odksync.error.SyncFailure;
import org.odksync.run.ActiveRuns;
import org.odksync.run.SyncRun;

/**
 * The Java examples of docs/migrating.md, which has what stands between the markers. The rest is
 * what they read, so that they compile and run.
 */
public class OwnRuns {

  private final ActiveRuns runs;

  public OwnRuns(ActiveRuns runs) {
    this.runs = runs;
  }

  // example: basic
  public void basic() {
    try (SyncRun run = runs.start("main_submissions")) {
      List<Submission> records = fetchMainSubmissions();
      run.progress(records.size());
      run.complete(records.size(), null, Map.of());
    } // an exception, or a return before complete: the run is an error
  }

  // end

  // example: advanced
  public void advanced() {
    try (SyncRun run = runs.start("main_submissions")) {
      try {
        List<Submission> records = processSubmissions(run.historyId());
        run.complete(
            records.size(),
            latestTimestamp(records),
            Map.of("processing_notes", "Custom metadata"));
      } catch (IllegalArgumentException e) {
        run.fail(
            new SyncFailure(
                ErrorClass.DATA,
                "a submission cannot be processed: see the log of the importer",
                e));
      }
    }
  }

  // end

  // example: recovery
  public void recover() {
    try (SyncRun run = runs.start("main_submissions")) {
      try {
        List<Submission> records = fetchWithRetry();
        run.progress(records.size());
        run.complete(records.size(), null, Map.of());
      } catch (SourceIsAway e) {
        run.fail(
            new SyncFailure(
                ErrorClass.NETWORK, "the source does not answer: try again in an hour", e));
        throw e;
      }
    }
  }

  // end

  // example: census
  public void census() {
    try (SyncRun run = runs.start("census")) {
      int villages = copyVillages();
      run.complete(villages, null, Map.of("source", "census.csv"));
    }
  }

  // end

  /** What the examples read. */
  public record Submission(String id, Instant submittedAt) {}

  /** An error of the source's own. */
  public static final class SourceIsAway extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  protected List<Submission> fetchMainSubmissions() {
    return List.of(new Submission("uuid:1", Instant.EPOCH));
  }

  protected List<Submission> processSubmissions(int historyId) {
    return fetchMainSubmissions();
  }

  protected List<Submission> fetchWithRetry() {
    return fetchMainSubmissions();
  }

  protected int copyVillages() {
    return 3;
  }

  private static Instant latestTimestamp(List<Submission> records) {
    return records.stream().map(Submission::submittedAt).max(Instant::compareTo).orElseThrow();
  }
}
