package org.odksync.functional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.odksync.embedded.central.Submissions;

/** What field workers and reviewers do: everything that a submission can meet with, at random. */
final class RandomChanges {

  /** Each image field, and the column that gets its link. */
  static final Map<String, String> PICTURES =
      Map.of(
          "/property_description/building_image", "building_image_url",
          "/property_location/address_plus_code_image", "address_plus_code_url");

  private static final int SMALLEST = 500;
  private static final int LARGEST = 30_000;

  private final Submissions held;
  private final Random random;
  private final AtomicInteger deletes = new AtomicInteger();
  private int made;

  RandomChanges(Submissions held, Random random) {
    this.held = held;
    this.random = random;
  }

  /** The names of a submission's pictures, each with the column that gets its link. */
  static Map<String, String> pictures(JsonNode submission) {
    Map<String, String> pictures = new LinkedHashMap<>();
    PICTURES.forEach(
        (field, column) -> {
          if (submission.at(field).isTextual()) {
            pictures.put(submission.at(field).textValue(), column);
          }
        });
    return pictures;
  }

  /** All pictures become small ones that nobody has to draw. */
  void replaceAllPictures() {
    held.list().forEach(this::replacePictures);
  }

  /** Every picture that was announced is there. */
  void letAllArrive() {
    for (ObjectNode submission : held.list()) {
      held.attachments(id(submission))
          .forEach(
              (name, bytes) -> {
                if (bytes.isEmpty()) {
                  put(submission, name);
                }
              });
    }
  }

  /** How many were deleted so far, each counted before it is. */
  AtomicInteger deletes() {
    return deletes;
  }

  void some() {
    if (random.nextInt(3) == 0) {
      letAllArrive();
    }
    int changes = 2 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      one();
    }
  }

  private void one() {
    ObjectNode any = any(held.list());
    switch (random.nextInt(12)) {
      case 0, 1 -> insert(any);
      case 2, 3 -> held.edit(id(any), values -> values.put("check_counts_1", fresh()));
      case 4, 5 -> newPicture(any);
      case 6 -> {
        replacePictures(any);
        held.edit(id(any), values -> values.put("check_counts_2", fresh()));
      }
      case 7 -> replacePictures(any);
      case 8 -> held.edit(id(any), values -> removeAPerson(persons(values)));
      case 9 -> held.edit(id(any), values -> persons(values).add(person()));
      case 10 -> delete(any);
      default -> {
        if (held.deleted().isEmpty()) {
          delete(any);
        } else if (random.nextInt(4) > 0) {
          held.restore(id(any(held.deleted())));
        } else {
          held.purge(id(any(held.deleted())));
        }
      }
    }
  }

  private void delete(ObjectNode submission) {
    deletes.incrementAndGet();
    held.delete(id(submission));
  }

  private void insert(ObjectNode like) {
    ObjectNode values = like.deepCopy();
    values.remove("meta");
    values.put("check_counts_1", fresh());
    if (values.get("property_description") instanceof ObjectNode description) {
      description.put("building_image", fresh() + ".jpg");
    }
    replacePictures(held.get(held.create(values)));
  }

  private void newPicture(ObjectNode submission) {
    held.edit(
        id(submission),
        values -> {
          if (values.get("property_description") instanceof ObjectNode description) {
            description.put("building_image", fresh() + ".jpg");
          }
        });
    // sometimes it arrives later
    if (random.nextInt(4) > 0) {
      replacePictures(held.get(id(submission)));
    }
  }

  private void replacePictures(ObjectNode submission) {
    pictures(submission).keySet().forEach(name -> put(submission, name));
  }

  private void put(ObjectNode submission, String name) {
    byte[] bytes = new byte[SMALLEST + random.nextInt(LARGEST - SMALLEST)];
    random.nextBytes(bytes);
    Jpeg.begin(bytes);
    held.putAttachment(id(submission), name, bytes);
  }

  private void removeAPerson(ArrayNode persons) {
    if (!persons.isEmpty()) {
      persons.remove(random.nextInt(persons.size()));
    }
  }

  private JsonNode person() {
    return held.list().stream()
        .map(submission -> submission.path("person_details").path(0))
        .filter(JsonNode::isObject)
        .findFirst()
        .<JsonNode>map(person -> ((ObjectNode) person.deepCopy()).put("business_name", fresh()))
        .orElseThrow();
  }

  private static ArrayNode persons(ObjectNode values) {
    return (ArrayNode) values.get("person_details");
  }

  private ObjectNode any(List<ObjectNode> submissions) {
    return submissions.get(random.nextInt(submissions.size()));
  }

  private String fresh() {
    made++;
    return "v" + made;
  }

  private static String id(JsonNode submission) {
    return submission.get("__id").textValue();
  }
}
