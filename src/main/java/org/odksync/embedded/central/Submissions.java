package org.odksync.embedded.central;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the sample Central holds. Every change is on disk when its method returns.
 *
 * <p>A method that names a submission throws {@link NoSuchElementException} when there is none of
 * that id; one that changes its content also when it is deleted, as Central answers 404 then.
 */
public final class Submissions {

  /** The project is so much older than the first start, the first submission a day less. */
  private static final Duration AGE_AT_FIRST = Duration.ofDays(61);

  /** The journal may grow to so many lines for each submission before it is rewritten. */
  private static final int LINES_PER_SUBMISSION = 5;

  private final Journal journal;
  private final Path files;
  private final Clock clock;
  private final Map<String, Submission> byId = new LinkedHashMap<>();
  private Instant since;
  private Instant lastTime = Instant.EPOCH;
  private long lastEvent;
  private long lastNumber;
  private int lines;
  private @Nullable List<Submission> sorted;

  private Submissions(Journal journal, Path files, Clock clock) {
    this.journal = journal;
    this.files = files;
    this.clock = clock;
    this.since = clock.instant().truncatedTo(ChronoUnit.MILLIS).minus(AGE_AT_FIRST);
  }

  /** Continues where the directory stands, or begins with the sample data. */
  static Submissions open(Path directory, Clock clock) throws IOException {
    Path files = Files.createDirectories(directory.resolve("attachments"));
    Journal journal = new Journal(directory.resolve("submissions.ndjson"));
    Submissions submissions = new Submissions(journal, files, clock);
    submissions.load();
    return submissions;
  }

  private synchronized void load() throws IOException {
    List<JsonNode> known = journal.read();
    if (known.isEmpty()) {
      new Seed(clock.instant()).submissions().forEach(this::keep);
    }
    known.forEach(this::replay);
    compact();
  }

  private void replay(JsonNode line) {
    if (line.has("since")) {
      since = Objects.requireNonNull(Json.time(line.path("since")));
      lastTime = Objects.requireNonNull(Json.time(line.path("lastTime")));
      lastEvent = line.path("lastEvent").asLong();
      lastNumber = line.path("lastNumber").asLong();
    } else if (line.has("purged")) {
      forget(line.path("purged").asText());
    } else {
      keep(Submission.ofLine(line));
    }
  }

  private void keep(Submission row) {
    byId.put(row.id(), row);
    sorted = null;
    lastEvent = Math.max(lastEvent, row.event());
    lastNumber = Math.max(lastNumber, row.number());
    SystemColumns system = row.system();
    for (Instant time :
        new @Nullable Instant[] {system.submissionDate(), system.updatedAt(), system.deletedAt()}) {
      if (time != null && time.isAfter(lastTime)) {
        lastTime = time;
      }
    }
  }

  private void forget(String id) {
    byId.remove(id);
    sorted = null;
  }

  private void compact() throws IOException {
    List<JsonNode> all = new ArrayList<>();
    all.add(
        Json.object()
            .put("since", Json.time(since))
            .put("lastTime", Json.time(lastTime))
            .put("lastEvent", lastEvent)
            .put("lastNumber", lastNumber));
    byId.values().forEach(row -> all.add(row.line()));
    journal.rewrite(all);
    lines = all.size();
  }

  private void save(JsonNode line) {
    try {
      journal.append(line);
      lines++;
      if (lines > LINES_PER_SUBMISSION * (byId.size() + 100)) {
        compact();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void change(Submission row) {
    keep(row);
    save(row.line());
  }

  /** The clock's time in ms, or the last one given when the clock went back. */
  private Instant now() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return now.isAfter(lastTime) ? now : lastTime;
  }

  private Submission known(String id) {
    return find(id).orElseThrow(() -> new NoSuchElementException("no submission " + id));
  }

  private Submission present(String id) {
    Submission row = known(id);
    if (row.isDeleted()) {
      throw new NoSuchElementException("submission " + id + " is deleted");
    }
    return row;
  }

  /** Creation of the project, in UTC. */
  synchronized Instant since() {
    return since;
  }

  /** Everything, deleted ones too, latest first. */
  synchronized List<Submission> rows() {
    List<Submission> rows = sorted;
    if (rows == null) {
      rows = byId.values().stream().sorted(Submission.LATEST_FIRST).toList();
      sorted = rows;
    }
    return rows;
  }

  synchronized Optional<Submission> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Moves with every change that moves an ETag. */
  synchronized long lastEvent() {
    return lastEvent;
  }

  /** The bytes of a file of the submission; nothing when it is unknown or has not arrived. */
  Optional<byte[]> bytes(Submission row, String name) {
    return row.attachments().stream()
        .filter(each -> each.name().equals(name) && each.exists())
        .findFirst()
        .map(each -> bytes(row.id(), each));
  }

  private byte[] bytes(String id, Attachment attachment) {
    String md5 = attachment.md5();
    try {
      return md5 == null
          ? new Picture(id, attachment.name()).jpeg()
          : Files.readAllBytes(files.resolve(md5));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The submissions that are not deleted, as {@code $expand=*} gives them, latest first. */
  public List<ObjectNode> list() {
    return rows().stream().filter(row -> !row.isDeleted()).map(Submissions::copy).toList();
  }

  /** The deleted ones that are not purged yet, as {@code $expand=*} gives them. */
  public List<ObjectNode> deleted() {
    return rows().stream().filter(Submission::isDeleted).map(Submissions::copy).toList();
  }

  /** One submission, deleted or not, as {@code $expand=*} gives it. */
  public ObjectNode get(String id) {
    return copy(known(id));
  }

  private static ObjectNode copy(Submission row) {
    return row.expanded().deepCopy();
  }

  /** The files that the submission announces, in form order; empty = has not arrived. */
  public Map<String, Optional<byte[]>> attachments(String id) {
    Submission row = present(id);
    Map<String, Optional<byte[]>> all = new LinkedHashMap<>();
    row.attachments().forEach(each -> all.put(each.name(), bytes(row, each.name())));
    return all;
  }

  /** Receives an invented submission with persons and pictures; returns its id. */
  public synchronized String create() {
    Survey survey = new Survey(Seed.random(lastEvent + 1));
    String id = create(survey.values(now()));
    drawMissing(id);
    return id;
  }

  /**
   * Receives a submission whose files have not arrived yet.
   *
   * @param values as {@link #get} gives them; what is missing becomes null, and a missing {@code
   *     meta/instanceID} is invented
   * @return its id
   */
  public String create(ObjectNode values) {
    return create(values, Optional.empty());
  }

  /** As {@link #create(ObjectNode)}, but dated earlier: so a slow upload becomes visible late. */
  public String createLate(ObjectNode values, Instant submissionDate) {
    return create(values, Optional.of(submissionDate.truncatedTo(ChronoUnit.MILLIS)));
  }

  private synchronized String create(ObjectNode given, Optional<Instant> date) {
    ObjectNode values = SampleForm.get().complete(given);
    String wanted = values.path("meta").path("instanceID").textValue();
    String id = wanted == null ? Seed.uuid(lastEvent + 1) : wanted;
    if (byId.containsKey(id)) {
      throw new IllegalArgumentException("there is a submission " + id);
    }
    Survey.name(values, id);
    List<Attachment> missing =
        SampleForm.get().files(values).stream().map(Attachment::missing).toList();
    SystemColumns system =
        SystemColumns.created(
            date.orElseGet(this::now), Integer.toString(SampleForm.USER_ID), null);
    change(new Submission(lastNumber + 1, lastEvent + 1, id, values, system, missing));
    return id;
  }

  /**
   * Replaces the values: updatedAt and the number of edits move, {@code meta/instanceID} is new,
   * the review state becomes "edited". A file whose name stays keeps its bytes, a new name is
   * missing at first.
   *
   * @param change gets the form's values, {@code person_details} always as an array
   */
  public synchronized void edit(String id, Consumer<ObjectNode> change) {
    Submission before = present(id);
    ObjectNode values = before.values().deepCopy();
    change.accept(values);
    values = SampleForm.get().complete(values);
    Survey.name(values, Seed.uuid(lastEvent + 1));
    change(before.edited(lastEvent + 1, values, now()));
  }

  /**
   * A reviewer decides: updatedAt moves, the number of edits does not.
   *
   * @param state "approved", "hasIssues", "rejected", "edited", or null for received
   */
  public synchronized void setReviewState(String id, @Nullable String state) {
    moved(present(id), system -> system.reviewed(state, now()));
  }

  /** Sets deletedAt; everything else stays as it is. */
  public synchronized void delete(String id) {
    moved(present(id), system -> system.deleted(now()));
  }

  /** Takes deletedAt away; no other timestamp tells of it. */
  public synchronized void restore(String id) {
    Submission row =
        find(id)
            .filter(Submission::isDeleted)
            .orElseThrow(() -> new NoSuchElementException("no deleted submission " + id));
    moved(row, system -> system.deleted(null));
  }

  private void moved(Submission row, UnaryOperator<SystemColumns> move) {
    change(row.with(lastEvent + 1, move.apply(row.system())));
  }

  /** The row is gone for good, deleted before or not. */
  public synchronized void purge(String id) {
    forget(known(id).id());
    save(Json.object().put("purged", id));
  }

  /** A file arrives, or is replaced; nothing but attachmentsPresent tells of it. */
  public synchronized void putAttachment(String id, String name, byte[] bytes) {
    String md5 = ETags.hex("MD5", bytes);
    try {
      Files.write(files.resolve(md5), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    replace(id, name, new Attachment(name, true, md5));
  }

  /** The bytes of a file are taken away; the submission still announces it. */
  public synchronized void removeAttachment(String id, String name) {
    replace(id, name, Attachment.missing(name));
  }

  private void replace(String id, String name, Attachment now) {
    Submission row = present(id);
    if (row.attachments().stream().noneMatch(each -> each.name().equals(name))) {
      throw new NoSuchElementException(id + " announces no file " + name);
    }
    change(
        row.with(
            row.attachments().stream()
                .map(each -> each.name().equals(name) ? now : each)
                .toList()));
  }

  /** Every file that has not arrived yet does, as a drawn picture. */
  public synchronized void drawMissing(String id) {
    Submission row = present(id);
    change(
        row.with(
            row.attachments().stream()
                .map(each -> each.exists() ? each : Attachment.drawn(each.name()))
                .toList()));
  }
}
