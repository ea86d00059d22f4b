package org.odksync.functional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.odksync.embedded.central.FieldType;
import org.odksync.embedded.central.SampleCentral;
import org.odksync.embedded.central.SettableClock;
import org.odksync.embedded.central.Submissions;

/**
 * The sample Central of a sequence: applies changes, and records which feeds must deliver them. A
 * change to submission n applies to the n-th submission that allows it, modulo their number, and
 * does nothing without one.
 */
final class ModelCentral {

  /** The latest commit that the feeds must find. */
  private static final Duration OVERLAP = Duration.ofMinutes(5);

  private static final String ADDED = "added_";
  private static final Set<SyncTypeName> BOTH = Set.of(SyncTypeName.MAIN, SyncTypeName.PERSONS);

  /** The first bytes of a JPEG, as ISO-8859-1. */
  private static final String JPEG = "\u00ff\u00d8\u00ff\u00e0";

  /** The ETag of an answer with rows. */
  private record Answer(String url, @Nullable String etag) {}

  private final SampleCentral sample;
  private final Submissions submissions;
  private final SettableClock clock;
  private final SubmissionHistory history = new SubmissionHistory();
  private final Map<SyncTypeName, Instant> feedStarts = new EnumMap<>(SyncTypeName.class);
  private final Set<Answer> answers = new HashSet<>();
  private final Deque<String> removable =
      new ArrayDeque<>(
          List.of(
              "/check_counts_2",
              "/property_description/number_of_shops_apts_units",
              "/person_details/mobile_1"));
  private final Set<String> fieldsOfSomeVersions = new HashSet<>();
  private int addedFields;
  private int changeCount;

  ModelCentral(SampleCentral sample, SettableClock clock) {
    this.sample = sample;
    this.submissions = sample.submissions();
    this.clock = clock;
    submissions.clear();
    clock.set(SettableClock.START);
  }

  Submissions submissions() {
    return submissions;
  }

  SubmissionHistory history() {
    return history;
  }

  /** Records that the feed requests its rows now. */
  void feedStarted(SyncTypeName feed) {
    feedStarts.put(feed, clock.instant());
  }

  /** Records an answer with rows, and its ETag if it has one. */
  void recordAnswer(String url, @Nullable String etag) {
    answers.add(new Answer(url, etag));
  }

  boolean hasAnswered(String url, String etag) {
    return answers.contains(new Answer(url, etag));
  }

  void pass(Duration time) {
    clock.move(time);
  }

  void insert(int persons, boolean image, boolean arrives) {
    String id = submissions.create(values(persons, image));
    if (arrives) {
      arrive(id);
    }
    recordChanges(BOTH);
  }

  /** Adds a submission whose date is this long ago. */
  void insertLate(int persons, Duration age) {
    Instant date = clock.instant().minus(age);
    submissions.createLate(values(persons, false), date);
    Set<SyncTypeName> owed =
        BOTH.stream()
            .filter(feed -> feedStarts.getOrDefault(feed, Instant.MIN).isBefore(date.plus(OVERLAP)))
            .collect(Collectors.toSet());
    recordChanges(owed);
  }

  void edit(int which, Consumer<ObjectNode> change) {
    present(which)
        .ifPresent(
            id -> {
              submissions.edit(id, change);
              recordChanges(BOTH);
            });
  }

  void review(int which) {
    present(which)
        .ifPresent(
            id -> {
              submissions.setReviewState(id, changeCount++ % 2 == 0 ? "approved" : "rejected");
              recordChanges(BOTH);
            });
  }

  void delete(int which) {
    present(which)
        .ifPresent(
            id -> {
              submissions.delete(id);
              recordChanges(BOTH);
            });
  }

  void restore(int which) {
    deleted(which)
        .ifPresent(
            id -> {
              submissions.restore(id);
              history.forgetOwed(id);
              recordChanges(Set.of());
            });
  }

  void purge(int which) {
    deleted(which)
        .ifPresent(
            id -> {
              submissions.purge(id);
              history.forgetPurged(id);
              recordChanges(Set.of());
            });
  }

  /** The missing files of a submission arrive. */
  void arrive(int which) {
    pick(submissions.list().stream().filter(row -> !missing(id(row)).isEmpty()), which)
        .ifPresent(
            id -> {
              arrive(id);
              recordChanges(Set.of());
            });
  }

  /** Replaces an existing image by another one with the same name. */
  void replaceImage(int which) {
    pick(submissions.list().stream().filter(row -> !arrived(id(row)).isEmpty()), which)
        .ifPresent(id -> arrived(id).forEach(name -> put(id, name)));
  }

  /** Renames the submitter of all submissions. */
  void renameSubmitter() {
    submissions.list().stream()
        .findFirst()
        .ifPresent(
            row -> {
              submissions.renameSubmitter(row.at("/__system/submitterId").textValue(), newValue());
              recordChanges(Set.of());
            });
  }

  /** Publishes a form version with a new field. */
  void addField(String parent) {
    String name = ADDED + addedFields++;
    sample.draft().add(parent + "/" + name, FieldType.STRING).publish();
    fieldsOfSomeVersions.add(name);
    history.recordChanges(submissions.list(), Set.of(), true);
  }

  /** Publishes a form version with one field less. */
  void removeField() {
    if (!removable.isEmpty()) {
      String path = removable.pop();
      sample.draft().remove(path).publish();
      fieldsOfSomeVersions.add(path.substring(path.lastIndexOf('/') + 1));
      history.recordChanges(submissions.list(), Set.of(), true);
    }
  }

  /** The names of fields that some versions of the form lack. */
  Set<String> fieldsOfSomeVersions() {
    return fieldsOfSomeVersions;
  }

  /** Fills the fields of newer form versions; Central drops unknown ones. */
  void fillAdded(ObjectNode group) {
    for (int i = 0; i < addedFields; i++) {
      group.put(ADDED + i, newValue());
    }
  }

  /** A new value. */
  String newValue() {
    changeCount++;
    return "v" + changeCount;
  }

  ObjectNode person() {
    ObjectNode person = JsonNodeFactory.instance.objectNode().put("business_name", newValue());
    person.putObject("person_type").put("property_basis", newValue());
    person.put("mobile_1", newValue());
    fillAdded(person);
    return person;
  }

  private ObjectNode values(int persons, boolean image) {
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    String name = newValue();
    values.putObject("meta").put("instanceID", "uuid:" + name);
    values.put("sum_owner", changeCount).put("check_counts_2", newValue());
    fillAdded(values);
    ObjectNode description = values.putObject("property_description");
    description.put("property_name", name).put("number_of_shops_apts_units", changeCount);
    fillAdded(description);
    if (image) {
      description.put("building_image", name + ".jpg");
    }
    ArrayNode rows = values.putArray("person_details");
    for (int i = 0; i < persons; i++) {
      rows.add(person());
    }
    return values;
  }

  private void arrive(String id) {
    missing(id).forEach(name -> put(id, name));
  }

  private void put(String id, String name) {
    submissions.putAttachment(
        id, name, (JPEG + name + newValue()).getBytes(StandardCharsets.ISO_8859_1));
  }

  private List<String> missing(String id) {
    return files(id, Optional::isEmpty);
  }

  private List<String> arrived(String id) {
    return files(id, Optional::isPresent);
  }

  private List<String> files(String id, Predicate<Optional<byte[]>> wanted) {
    return submissions.attachments(id).entrySet().stream()
        .filter(file -> wanted.test(file.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private void recordChanges(Set<SyncTypeName> owed) {
    history.recordChanges(submissions.list(), owed, false);
  }

  private Optional<String> present(int which) {
    return pick(submissions.list().stream(), which);
  }

  private Optional<String> deleted(int which) {
    return pick(submissions.deleted().stream(), which);
  }

  private static Optional<String> pick(Stream<ObjectNode> rows, int which) {
    List<String> ids = rows.map(ModelCentral::id).toList();
    return ids.isEmpty() ? Optional.empty() : Optional.of(ids.get(which % ids.size()));
  }

  private static String id(JsonNode row) {
    return row.get("__id").textValue();
  }
}
