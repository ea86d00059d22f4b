package org.odksync.embedded.central;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The sample Central's data. Each change is on disk when its method returns, unless the sample runs
 * in memory.
 *
 * <p>A method throws {@link NoSuchElementException} for an unknown submission id. A method that
 * changes content also throws it for a deleted submission, as Central answers 404 then.
 */
public final class Submissions {

  private final SubmissionStore store;
  private final Blobs blobs;
  private final Clock clock;
  private volatile @Nullable Map<String, byte[]> drawings;
  private volatile @Nullable Integer keyId;

  private Submissions(SubmissionStore store, Blobs blobs, Clock clock) {
    this.store = store;
    this.blobs = blobs;
    this.clock = clock;
  }

  /** Opens the directory's state, or starts with the wanted form or the sample data. */
  static Submissions open(Path directory, Optional<SampleForm> wanted, Clock clock)
      throws IOException {
    Blobs blobs = FileBlobs.in(directory.resolve("attachments"));
    Journal journal = new FileJournal(directory.resolve("submissions.ndjson"));
    return new Submissions(SubmissionStore.open(journal, wanted, clock.instant()), blobs, clock);
  }

  /** Starts empty, and writes nothing to disk. */
  static Submissions inMemory(SampleForm form, Clock clock) {
    return new Submissions(SubmissionStore.empty(form, clock.instant()), new MemoryBlobs(), clock);
  }

  /** The clock's time in ms; never earlier than the last one. */
  private Instant now() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return now.isAfter(store.lastTime()) ? now : store.lastTime();
  }

  private Submission known(String id) {
    return find(id).orElseThrow(() -> new NoSuchElementException("no submission " + id));
  }

  private Submission existing(String id) {
    Submission row = known(id);
    if (row.isDeleted()) {
      throw new NoSuchElementException("submission " + id + " is deleted");
    }
    return row;
  }

  /** When the project was created. */
  synchronized Instant since() {
    return store.since();
  }

  /** The form's current version. */
  synchronized PublishedForm form() {
    return store.versions().get(0);
  }

  /** All versions of the form, newest first. */
  synchronized List<PublishedForm> versions() {
    return store.versions();
  }

  /** Publishes a version with these fields; returns its name. No submission's ETag changes. */
  synchronized String publish(List<FormField> fields) {
    store.publish(form().next(fields, now()));
    return form().name();
  }

  /** All submissions, also deleted ones, latest first. */
  synchronized List<Submission> rows() {
    return store.rows();
  }

  synchronized Optional<Submission> find(String id) {
    return store.find(id);
  }

  /** Increases with every change that affects an ETag. */
  synchronized long lastEvent() {
    return store.lastEvent();
  }

  /** The bytes of a file; empty when the file is unknown or has not arrived. */
  Optional<byte[]> bytes(Submission row, String name) {
    return row.attachments().stream()
        .filter(each -> each.name().equals(name) && each.exists())
        .findFirst()
        .map(each -> bytes(row.id(), each));
  }

  private byte[] bytes(String id, Attachment attachment) {
    String md5 = attachment.md5();
    try {
      return md5 == null ? drawn(id, attachment.name()) : blobs.read(md5);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] drawn(String id, String name) throws IOException {
    Map<String, byte[]> kept = drawings;
    byte[] known = kept == null ? null : kept.get(id + "/" + name);
    if (known != null) {
      return known;
    }
    byte[] jpeg = new Image(id, name).jpeg();
    if (kept != null) {
      kept.put(id + "/" + name, jpeg);
    }
    return jpeg;
  }

  /**
   * Caches drawn images: drawing takes some 20 ms a request.
   *
   * @param images a thread-safe map. Servers may share it, because an image depends only on
   *     submission id and file name
   */
  public void keepDrawings(Map<String, byte[]> images) {
    drawings = images;
  }

  /** The submissions that are not deleted, with {@code $expand=*}, latest first. */
  public List<ObjectNode> list() {
    return expanded(rows().stream().filter(row -> !row.isDeleted()));
  }

  /** The deleted submissions that are not purged, with {@code $expand=*}. */
  public List<ObjectNode> deleted() {
    return expanded(rows().stream().filter(Submission::isDeleted));
  }

  /** One submission, deleted or not, with {@code $expand=*}. */
  public ObjectNode get(String id) {
    return known(id).expanded(form());
  }

  private List<ObjectNode> expanded(Stream<Submission> rows) {
    PublishedForm form = form();
    return rows.map(row -> row.expanded(form)).toList();
  }

  /** The files that the submission names, in form order; empty for a file that has not arrived. */
  public Map<String, Optional<byte[]>> attachments(String id) {
    Submission row = existing(id);
    Map<String, Optional<byte[]>> all = new LinkedHashMap<>();
    row.attachments().forEach(each -> all.put(each.name(), bytes(row, each.name())));
    return all;
  }

  /**
   * Creates an invented submission with persons and images; returns its id.
   *
   * @throws IllegalStateException when the form is not that of the sample data
   */
  public synchronized String create() {
    SampleForm described = form().description();
    if (!described.isRental()) {
      throw new IllegalStateException(
          "Cannot invent values for the form %s: call create(values).".formatted(described.id()));
    }
    Survey survey = new Survey(Seed.random(store.lastEvent() + 1));
    String id = create(survey.values(now()));
    drawMissing(id);
    return id;
  }

  /**
   * Creates a submission whose files have not arrived yet.
   *
   * @param values as from {@link #get}, but with the form's names, not OData's; missing values
   *     become null, a missing {@code meta/instanceID} is invented
   * @return its id
   */
  public String create(ObjectNode values) {
    return create(values, Optional.empty());
  }

  /**
   * As {@link #create(ObjectNode)}, but dated earlier, as a slow upload that becomes visible late.
   */
  public String createLate(ObjectNode values, Instant submissionDate) {
    return create(values, Optional.of(submissionDate.truncatedTo(ChronoUnit.MILLIS)));
  }

  /**
   * Creates an encrypted submission, which is listed without answers. The file with the answers,
   * {@code submission.xml.enc}, has not arrived yet.
   */
  public String createEncrypted() {
    return createEncrypted(now());
  }

  /** As {@link #createEncrypted()}, but dated earlier. */
  public synchronized String createEncrypted(Instant submissionDate) {
    String id = createLate(Json.object(), submissionDate);
    Submission row = known(id);
    store.change(
        new Submission(
            row.number(),
            row.event(),
            id,
            row.values(),
            row.system().asEncrypted(),
            List.of(Attachment.missing(SystemColumns.ENCRYPTED_ANSWERS))));
    return id;
  }

  /** Edits the submission from a phone that encrypts: its answers are no longer shown. */
  public synchronized void encrypt(String id) {
    store.change(existing(id).encrypted(store.lastEvent() + 1, now()));
  }

  /**
   * Sets the key with which phones must encrypt new submissions; null for none. Existing
   * submissions do not change. Not kept over a restart.
   */
  public void setKeyId(@Nullable Integer key) {
    keyId = key;
  }

  @Nullable Integer keyId() {
    return keyId;
  }

  private synchronized String create(ObjectNode input, Optional<Instant> date) {
    ObjectNode values = form().complete(input);
    String instanceId = input.path("meta").path("instanceID").textValue();
    String id = instanceId == null ? Seed.uuid(store.lastEvent() + 1) : instanceId;
    if (find(id).isPresent()) {
      throw new IllegalArgumentException("there is a submission " + id);
    }
    form().name(values, id);
    List<Attachment> missing = form().files(values).stream().map(Attachment::missing).toList();
    String submitter = Integer.toString(Login.USER_ID);
    SystemColumns created =
        SystemColumns.created(date.orElseGet(this::now), submitter, null, form());
    SystemColumns system = store.submitterName(submitter).map(created::submittedAs).orElse(created);
    store.change(
        new Submission(store.lastNumber() + 1, store.lastEvent() + 1, id, values, system, missing));
    return id;
  }

  /**
   * Edits the values: updatedAt and the number of edits change, {@code meta/instanceID} is new, the
   * review state becomes "edited". A file with the same name keeps its bytes; a new file is missing
   * at first.
   *
   * @param change receives the values by the current form's names, repeats always as arrays
   */
  public synchronized void edit(String id, Consumer<ObjectNode> change) {
    Submission before = existing(id);
    ObjectNode values = form().complete(before.values());
    change.accept(values);
    values = form().complete(values);
    form().name(values, Seed.uuid(store.lastEvent() + 1));
    store.change(before.edited(store.lastEvent() + 1, form(), values, now()));
  }

  /**
   * Sets the review state: updatedAt changes, the number of edits does not.
   *
   * @param state "approved", "hasIssues", "rejected", "edited", or null for received
   */
  public synchronized void setReviewState(String id, @Nullable String state) {
    changeSystem(existing(id), system -> system.reviewed(state, now()));
  }

  /** Sets only deletedAt. */
  public synchronized void delete(String id) {
    changeSystem(existing(id), system -> system.deleted(now()));
  }

  /** Clears deletedAt; no other timestamp changes. */
  public synchronized void restore(String id) {
    Submission row =
        find(id)
            .filter(Submission::isDeleted)
            .orElseThrow(() -> new NoSuchElementException("no deleted submission " + id));
    changeSystem(row, system -> system.deleted(null));
  }

  /**
   * Renames a submitter in all their submissions, deleted or not. No timestamp or ETag changes.
   *
   * @throws NoSuchElementException when the submitter has no submissions
   */
  public synchronized void renameSubmitter(String submitterId, String name) {
    List<Submission> theirs =
        rows().stream().filter(row -> row.system().submitterId().equals(submitterId)).toList();
    if (theirs.isEmpty()) {
      throw new NoSuchElementException("no submission of " + submitterId);
    }
    theirs.forEach(row -> store.change(row.with(row.event(), row.system().submittedAs(name))));
  }

  private void changeSystem(Submission row, UnaryOperator<SystemColumns> move) {
    store.change(row.with(store.lastEvent() + 1, move.apply(row.system())));
  }

  /** Removes the submission for good, deleted before or not. */
  public synchronized void purge(String id) {
    store.purge(known(id));
  }

  /**
   * Removes all submissions, and all versions of the form but the first. Times follow the clock
   * again, even if it was set back; ids and ETags are never reused.
   */
  public synchronized void clear() {
    store.clear();
  }

  /** Uploads or replaces a file; only attachmentsPresent changes. */
  public synchronized void putAttachment(String id, String name, byte[] bytes) {
    try {
      replace(id, new Attachment(name, true, blobs.write(bytes)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes the bytes of a file; the submission still names it. */
  public synchronized void removeAttachment(String id, String name) {
    replace(id, Attachment.missing(name));
  }

  private void replace(String id, Attachment file) {
    Submission row = existing(id);
    if (row.attachments().stream().noneMatch(each -> each.name().equals(file.name()))) {
      throw new NoSuchElementException(id + " names no file " + file.name());
    }
    files(row, each -> each.name().equals(file.name()) ? file : each);
  }

  /** Uploads a drawn image for every missing file. */
  public synchronized void drawMissing(String id) {
    files(existing(id), each -> each.exists() ? each : Attachment.drawn(each.name()));
  }

  private void files(Submission row, UnaryOperator<Attachment> change) {
    store.change(row.with(row.attachments().stream().map(change).toList()));
  }
}
