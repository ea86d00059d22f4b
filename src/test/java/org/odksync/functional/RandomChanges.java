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

/** Makes random changes to submissions, like field workers and reviewers. */
final class RandomChanges {

  /** The link column of each image field. */
  static final Map<String, String> IMAGES =
      Map.of(
          "/property_description/building_image", "building_image_url",
          "/property_location/address_plus_code_image", "address_plus_code_url");

  private static final int MIN_BYTES = 500;
  private static final int MAX_BYTES = 30_000;

  private final Submissions submissions;
  private final Random random;
  private final AtomicInteger deletes = new AtomicInteger();
  private int made;

  RandomChanges(Submissions submissions, Random random) {
    this.submissions = submissions;
    this.random = random;
  }

  /** The link column of each image of a submission. */
  static Map<String, String> images(JsonNode submission) {
    Map<String, String> images = new LinkedHashMap<>();
    IMAGES.forEach(
        (field, column) -> {
          if (submission.at(field).isTextual()) {
            images.put(submission.at(field).textValue(), column);
          }
        });
    return images;
  }

  /** Replaces all images by small ones that need no drawing. */
  void replaceAllImages() {
    submissions.list().forEach(this::replaceImages);
  }

  /** Uploads every missing image. */
  void letAllArrive() {
    for (ObjectNode submission : submissions.list()) {
      submissions
          .attachments(id(submission))
          .forEach(
              (name, bytes) -> {
                if (bytes.isEmpty()) {
                  put(submission, name);
                }
              });
    }
  }

  /** The number of deletes so far, counted before each delete. */
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
    ObjectNode any = any(submissions.list());
    switch (random.nextInt(12)) {
      case 0, 1 -> insert(any);
      case 2, 3 -> submissions.edit(id(any), values -> values.put("check_counts_1", newValue()));
      case 4, 5 -> newImage(any);
      case 6 -> {
        replaceImages(any);
        submissions.edit(id(any), values -> values.put("check_counts_2", newValue()));
      }
      case 7 -> replaceImages(any);
      case 8 -> submissions.edit(id(any), values -> removeAPerson(persons(values)));
      case 9 -> submissions.edit(id(any), values -> persons(values).add(person()));
      case 10 -> delete(any);
      default -> {
        if (submissions.deleted().isEmpty()) {
          delete(any);
        } else if (random.nextInt(4) > 0) {
          submissions.restore(id(any(submissions.deleted())));
        } else {
          submissions.purge(id(any(submissions.deleted())));
        }
      }
    }
  }

  private void delete(ObjectNode submission) {
    deletes.incrementAndGet();
    submissions.delete(id(submission));
  }

  private void insert(ObjectNode like) {
    ObjectNode values = like.deepCopy();
    values.remove("meta");
    values.put("check_counts_1", newValue());
    if (values.get("property_description") instanceof ObjectNode description) {
      description.put("building_image", newValue() + ".jpg");
    }
    replaceImages(submissions.get(submissions.create(values)));
  }

  private void newImage(ObjectNode submission) {
    submissions.edit(
        id(submission),
        values -> {
          if (values.get("property_description") instanceof ObjectNode description) {
            description.put("building_image", newValue() + ".jpg");
          }
        });
    // sometimes the image arrives later
    if (random.nextInt(4) > 0) {
      replaceImages(submissions.get(id(submission)));
    }
  }

  private void replaceImages(ObjectNode submission) {
    images(submission).keySet().forEach(name -> put(submission, name));
  }

  private void put(ObjectNode submission, String name) {
    byte[] bytes = new byte[MIN_BYTES + random.nextInt(MAX_BYTES - MIN_BYTES)];
    random.nextBytes(bytes);
    Jpeg.markAsJpeg(bytes);
    submissions.putAttachment(id(submission), name, bytes);
  }

  private void removeAPerson(ArrayNode persons) {
    if (!persons.isEmpty()) {
      persons.remove(random.nextInt(persons.size()));
    }
  }

  private JsonNode person() {
    return submissions.list().stream()
        .map(submission -> submission.path("person_details").path(0))
        .filter(JsonNode::isObject)
        .findFirst()
        .<JsonNode>map(person -> ((ObjectNode) person.deepCopy()).put("business_name", newValue()))
        .orElseThrow();
  }

  private static ArrayNode persons(ObjectNode values) {
    return (ArrayNode) values.get("person_details");
  }

  private ObjectNode any(List<ObjectNode> submissions) {
    return submissions.get(random.nextInt(submissions.size()));
  }

  private String newValue() {
    made++;
    return "v" + made;
  }

  private static String id(JsonNode submission) {
    return submission.get("__id").textValue();
  }
}
