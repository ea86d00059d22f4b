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
 * What the sample Central holds. Every change is on disk when its method returns, unless the sample
 * was started in memory.
 *
 * <p>A method that names a submission throws {@link NoSuchElementException} when there is none of
 * that id; one that changes its content also when it is deleted, as Central answers 404 then.
 */
public final class Submissions {

  private final Store store;
  private final Blobs blobs;
  private final Clock clock;
  private volatile @Nullable Map<String, byte[]> drawings;
  private volatile @Nullable Integer keyId;

  private Submissions(Store store, Blobs blobs, Clock clock) {
    this.store = store;
    this.blobs = blobs;
    this.clock = clock;
  }

  /** Continues where the directory stands, or begins with the wanted form or the sample data. */
  static Submissions open(Path directory, Optional<SampleForm> wanted, Clock clock)
      throws IOException {
    Blobs blobs = FileBlobs.in(directory.resolve("attachments"));
    Journal journal = new FileJournal(directory.resolve("submissions.ndjson"));
    return new Submissions(Store.open(journal, wanted, clock.instant()), blobs, clock);
  }

  /** Begins with nothing, and leaves nothing behind. */
  static Submissions inMemory(SampleForm form, Clock clock) {
    return new Submissions(Store.empty(form, clock.instant()), new MemoryBlobs(), clock);
  }

  /** The clock's time in ms, or the last one given when the clock went back. */
  private Instant now() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return now.isAfter(store.lastTime()) ? now : store.lastTime();
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
    return store.since();
  }

  /** The form as it is published now. */
  synchronized PublishedForm form() {
    return store.versions().get(0);
  }

  /** Every version of the form, the newest first. */
  synchronized List<PublishedForm> versions() {
    return store.versions();
  }

  /** A version with these fields; returns its name. No submission's ETag tells of it. */
  synchronized String publish(List<FormField> fields) {
    store.publish(form().next(fields, now()));
    return form().name();
  }

  /** Everything, deleted ones too, latest first. */
  synchronized List<Submission> rows() {
    return store.rows();
  }

  synchronized Optional<Submission> find(String id) {
    return store.find(id);
  }

  /** Moves with every change that moves an ETag. */
  synchronized long lastEvent() {
    return store.lastEvent();
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
    byte[] jpeg = new Picture(id, name).jpeg();
    if (kept != null) {
      kept.put(id + "/" + name, jpeg);
    }
    return jpeg;
  }

  /**
   * Keeps what is drawn, instead of drawing it for each request, which takes some 20 ms.
   *
   * @param pictures safe for threads; several servers may share it, because a picture depends on
   *     the submission and the name of the file only
   */
  public void keepDrawings(Map<String, byte[]> pictures) {
    drawings = pictures;
  }

  /** The submissions that are not deleted, as {@code $expand=*} gives them, latest first. */
  public List<ObjectNode> list() {
    return expanded(rows().stream().filter(row -> !row.isDeleted()));
  }

  /** The deleted ones that are not purged yet, as {@code $expand=*} gives them. */
  public List<ObjectNode> deleted() {
    return expanded(rows().stream().filter(Submission::isDeleted));
  }

  /** One submission, deleted or not, as {@code $expand=*} gives it. */
  public ObjectNode get(String id) {
    return known(id).expanded(form());
  }

  private List<ObjectNode> expanded(Stream<Submission> rows) {
    PublishedForm form = form();
    return rows.map(row -> row.expanded(form)).toList();
  }

  /** The files that the submission announces, in form order; empty = has not arrived. */
  public Map<String, Optional<byte[]>> attachments(String id) {
    Submission row = present(id);
    Map<String, Optional<byte[]>> all = new LinkedHashMap<>();
    row.attachments().forEach(each -> all.put(each.name(), bytes(row, each.name())));
    return all;
  }

  /**
   * Receives an invented submission with persons and pictures; returns its id.
   *
   * @throws IllegalStateException when the form is not that of the sample data
   */
  public synchronized String create() {
    SampleForm described = form().description();
    if (!described.isRental()) {
      throw new IllegalStateException(
          "No values can be invented for the form %s: call create(values)."
              .formatted(described.id()));
    }
    Survey survey = new Survey(Seed.random(store.lastEvent() + 1));
    String id = create(survey.values(now()));
    drawMissing(id);
    return id;
  }

  /**
   * Receives a submission whose files have not arrived yet.
   *
   * @param values as {@link #get} gives them, but by the names of the form where OData has others;
   *     what is missing becomes null, and a missing {@code meta/instanceID} is invented
   * @return its id
   */
  public String create(ObjectNode values) {
    return create(values, Optional.empty());
  }

  /** As {@link #create(ObjectNode)}, but dated earlier: so a slow upload becomes visible late. */
  public String createLate(ObjectNode values, Instant submissionDate) {
    return create(values, Optional.of(submissionDate.truncatedTo(ChronoUnit.MILLIS)));
  }

  /**
   * Receives a submission that the phone has encrypted: it is listed without answers. The file with
   * these, {@code submission.xml.enc}, has not arrived yet.
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

  /** An edit arrives encrypted: the answers of before are not shown any more. */
  public synchronized void encrypt(String id) {
    store.change(present(id).encrypted(store.lastEvent() + 1, now()));
  }

  /**
   * From now on phones are to encrypt what they send, with the key of that number; null for not.
   * Nothing that has arrived changes. A restart forgets it.
   */
  public void setKeyId(@Nullable Integer key) {
    keyId = key;
  }

  @Nullable Integer keyId() {
    return keyId;
  }

  private synchronized String create(ObjectNode given, Optional<Instant> date) {
    ObjectNode values = form().complete(given);
    String wanted = given.path("meta").path("instanceID").textValue();
    String id = wanted == null ? Seed.uuid(store.lastEvent() + 1) : wanted;
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
   * Replaces the values: updatedAt and the number of edits move, {@code meta/instanceID} is new,
   * the review state becomes "edited". A file whose name stays keeps its bytes, a new name is
   * missing at first.
   *
   * @param change gets the values by the names of the form as it is now, a repeat always as an
   *     array
   */
  public synchronized void edit(String id, Consumer<ObjectNode> change) {
    Submission before = present(id);
    ObjectNode values = form().complete(before.values());
    change.accept(values);
    values = form().complete(values);
    form().name(values, Seed.uuid(store.lastEvent() + 1));
    store.change(before.edited(store.lastEvent() + 1, form(), values, now()));
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

  /**
   * A submitter gets another name: it shows in every submission of theirs, deleted or not, and no
   * timestamp or ETag tells of it.
   *
   * @throws NoSuchElementException when nothing is of that submitter
   */
  public synchronized void renameSubmitter(String submitterId, String name) {
    List<Submission> theirs =
        rows().stream().filter(row -> row.system().submitterId().equals(submitterId)).toList();
    if (theirs.isEmpty()) {
      throw new NoSuchElementException("no submission of " + submitterId);
    }
    theirs.forEach(row -> store.change(row.with(row.event(), row.system().submittedAs(name))));
  }

  private void moved(Submission row, UnaryOperator<SystemColumns> move) {
    store.change(row.with(store.lastEvent() + 1, move.apply(row.system())));
  }

  /** The row is gone for good, deleted before or not. */
  public synchronized void purge(String id) {
    store.purge(known(id));
  }

  /**
   * Every submission is gone at once, as if none had ever arrived, and so is every version of the
   * form but the first. Times follow the clock again, also when it was set back; ids and ETags of
   * submissions never come twice.
   */
  public synchronized void clear() {
    store.clear();
  }

  /** A file arrives, or is replaced; nothing but attachmentsPresent tells of it. */
  public synchronized void putAttachment(String id, String name, byte[] bytes) {
    try {
      replace(id, new Attachment(name, true, blobs.write(bytes)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The bytes of a file are taken away; the submission still announces it. */
  public synchronized void removeAttachment(String id, String name) {
    replace(id, Attachment.missing(name));
  }

  private void replace(String id, Attachment file) {
    Submission row = present(id);
    if (row.attachments().stream().noneMatch(each -> each.name().equals(file.name()))) {
      throw new NoSuchElementException(id + " announces no file " + file.name());
    }
    files(row, each -> each.name().equals(file.name()) ? file : each);
  }

  /** Every file that has not arrived yet does, as a drawn picture. */
  public synchronized void drawMissing(String id) {
    files(present(id), each -> each.exists() ? each : Attachment.drawn(each.name()));
  }

  private void files(Submission row, UnaryOperator<Attachment> change) {
    store.change(row.with(row.attachments().stream().map(change).toList()));
  }
}
