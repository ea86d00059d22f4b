package org.odksync.embedded.central;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps submissions and form in memory, and writes each change to the journal. Not thread-safe:
 * {@link Submissions} guards it.
 */
final class SubmissionStore {

  /** The project's age at the first start; one day older than the first submission. */
  private static final Duration AGE_AT_FIRST = Duration.ofDays(61);

  /** The journal is rewritten when it has more lines per submission. */
  private static final int MAX_LINES_PER_SUBMISSION = 5;

  private final Journal journal;
  private SampleForm form;
  private final Map<String, Submission> byId = new LinkedHashMap<>();
  private Instant since;
  private List<PublishedForm> versions;
  private Instant lastTime = Instant.EPOCH;
  private long lastEvent;
  private long lastNumber;
  private int lines;
  private @Nullable List<Submission> sorted;

  private SubmissionStore(Journal journal, SampleForm form, Instant now) {
    this.journal = journal;
    this.form = form;
    this.since = now.truncatedTo(ChronoUnit.MILLIS).minus(AGE_AT_FIRST);
    this.versions = List.of(PublishedForm.first(form, since));
  }

  /**
   * Opens the journal. An empty journal starts with the wanted form, or with the sample data.
   *
   * @throws IllegalStateException when the journal has another form than the wanted one
   */
  static SubmissionStore open(Journal journal, Optional<SampleForm> wanted, Instant now)
      throws IOException {
    SubmissionStore store = new SubmissionStore(journal, wanted.orElse(SampleForm.RENTAL), now);
    List<JsonNode> known = journal.read();
    if (known.isEmpty() && store.form.isRental()) {
      new Seed(store.versions.get(0), now).submissions().forEach(store::keep);
    }
    known.forEach(store::replay);
    if (wanted.isPresent() && !wanted.get().equals(store.form)) {
      throw new IllegalStateException(
          ("The directory has another form, %s:"
                  + " start it without naming a form, or choose another directory.")
              .formatted(store.form.id()));
    }
    store.compact();
    return store;
  }

  /** An empty store in memory. */
  static SubmissionStore empty(SampleForm form, Instant now) {
    return new SubmissionStore(Journal.NONE, form, now);
  }

  Instant since() {
    return since;
  }

  /** The latest time of any row since the last {@link #clear}, also of deleted and purged rows. */
  Instant lastTime() {
    return lastTime;
  }

  long lastEvent() {
    return lastEvent;
  }

  long lastNumber() {
    return lastNumber;
  }

  /** All versions of the form, newest first. */
  List<PublishedForm> versions() {
    return versions;
  }

  void publish(PublishedForm version) {
    keep(version);
    save(version.line());
  }

  List<Submission> rows() {
    List<Submission> rows = sorted;
    if (rows == null) {
      rows = byId.values().stream().sorted(Submission.LATEST_FIRST).toList();
      sorted = rows;
    }
    return rows;
  }

  Optional<Submission> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The submitter's current name; empty without submissions of that submitter. */
  Optional<String> submitterName(String submitterId) {
    return byId.values().stream()
        .map(Submission::system)
        .filter(system -> system.submitterId().equals(submitterId))
        .map(SystemColumns::submitterName)
        .findFirst();
  }

  void change(Submission row) {
    keep(row);
    save(row.line());
  }

  void purge(Submission row) {
    forget(row.id());
    save(Json.object().put("purged", row.id()));
  }

  /** Removes all rows, versions and times; keeps the counters, so no id or ETag is reused. */
  void clear() {
    byId.clear();
    sorted = null;
    versions = List.of(PublishedForm.first(form, since));
    lastTime = Instant.EPOCH;
    try {
      compact();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void replay(JsonNode line) {
    if (line.has("since")) {
      form = SampleForm.of(line.path("form"));
      since = Objects.requireNonNull(Json.time(line.path("since")));
      versions = List.of(PublishedForm.first(form, since));
      lastTime = Objects.requireNonNull(Json.time(line.path("lastTime")));
      lastEvent = line.path("lastEvent").asLong();
      lastNumber = line.path("lastNumber").asLong();
    } else if (PublishedForm.isLine(line)) {
      keep(PublishedForm.ofLine(form, line));
    } else if (line.has("purged")) {
      forget(line.path("purged").asText());
    } else {
      keep(Submission.ofLine(line));
    }
  }

  private void keep(PublishedForm version) {
    versions = Stream.concat(Stream.of(version), versions.stream()).toList();
  }

  private void keep(Submission row) {
    byId.put(row.id(), row);
    sorted = null;
    lastEvent = Math.max(lastEvent, row.event());
    lastNumber = Math.max(lastNumber, row.number());
    SystemColumns system = row.system();
    Stream.of(system.submissionDate(), system.updatedAt(), system.deletedAt())
        .filter(Objects::nonNull)
        .filter(time -> time.isAfter(lastTime))
        .forEach(time -> lastTime = time);
  }

  private void forget(String id) {
    byId.remove(id);
    sorted = null;
  }

  private void save(JsonNode line) {
    try {
      journal.append(line);
      lines++;
      if (lines > MAX_LINES_PER_SUBMISSION * (byId.size() + 100)) {
        compact();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void compact() throws IOException {
    List<JsonNode> all = new ArrayList<>();
    ObjectNode first =
        Json.object()
            .put("since", Json.time(since))
            .put("lastTime", Json.time(lastTime))
            .put("lastEvent", lastEvent)
            .put("lastNumber", lastNumber);
    if (!form.isRental()) {
      first.set("form", form.json());
    }
    all.add(first);
    for (int i = versions.size() - 2; i >= 0; i--) {
      all.add(versions.get(i).line());
    }
    byId.values().forEach(row -> all.add(row.line()));
    journal.rewrite(all);
    lines = all.size();
  }
}
