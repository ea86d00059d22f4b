package org.odksync.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.Callable;
import org.odksync.status.RecordedRun;
import org.odksync.status.RunFilter;
import org.odksync.status.StatusQueries;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the last runs. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    description = "Show the last runs, the newest first.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  odk-sync history                                   the last 20 runs",
      "  odk-sync history main_submissions --status error   its failures"
    })
final class HistoryCommand implements Callable<Integer> {

  private static final int MOST = 10_000;

  /** The status of a run. */
  private enum Outcome {
    success,
    error,
    in_progress
  }

  @Parameters(
      paramLabel = "type",
      arity = "0..1",
      completionCandidates = SyncTypeNames.class,
      description = "Only runs of this sync type.")
  private String type = "";

  @Option(names = "--status", description = "Only runs with this status: ${COMPLETION-CANDIDATES}.")
  private Outcome outcome;

  @Option(
      names = "--limit",
      paramLabel = "n",
      defaultValue = "20",
      description = "At most so many runs.")
  private int limit;

  @Option(
      names = "--before",
      paramLabel = "id",
      defaultValue = "0",
      description = "Only runs older than the one with this id.")
  private long before;

  @Mixin private ReadOptions reading;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  HistoryCommand() {}

  @Override
  public Integer call() {
    reading.require("--limit", limit, 1, MOST);
    return reading.with(this::show);
  }

  private int show(StatusQueries monitor) {
    JsonNode history =
        monitor.history(new RunFilter(type, outcome == null ? "" : outcome.name(), before, limit));
    if (history.isEmpty() && !type.isEmpty()) {
      List<String> known = monitor.types();
      if (!known.contains(type)) {
        return reading
            .complaints()
            .about(List.of(ErrorPrinter.unknownType(type, known)), ExitCode.WRONG_SETTING);
      }
    }
    return reading.tell(() -> history, () -> table(StatusQueries.runs(history)));
  }

  private static ConsoleTable table(List<RecordedRun> runs) {
    ConsoleTable table =
        new ConsoleTable("ID", "BEGAN (UTC)", "TYPE", "STATUS", "RECORDS", "SECONDS", "ERROR");
    for (RecordedRun run : runs) {
      table.row(
          run.id(),
          LocalTimes.second(run.timestamp()),
          run.syncType(),
          run.status(),
          run.recordsProcessed(),
          LocalTimes.seconds(run.durationSeconds()),
          run.errorMessage());
    }
    return table;
  }
}
