package org.odksync.embedded.central;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The next version of the form, invisible until it is published. Starts as a copy of the current
 * version. Not thread-safe.
 *
 * <p>A path starts at the root, with a slash before every name, such as {@code
 * /person_details/email}.
 */
public final class Draft {

  private static final String META = "/meta";

  private final Submissions submissions;
  private final List<FormField> fields;

  Draft(Submissions submissions) {
    this.submissions = submissions;
    this.fields = new ArrayList<>(submissions.form().fields());
  }

  /**
   * Adds a field as the last one of its group or repeat; at the root, as the last one before {@code
   * meta}.
   *
   * @throws IllegalArgumentException when the path has a blank, the field exists, its group or
   *     repeat does not exist, or an earlier version had another type at this path (Central allows
   *     that only for text, the sample never)
   */
  public Draft add(String path, FieldType type) {
    FormField field = new FormField(path, type);
    require(find(path).isEmpty(), "the field exists: " + path);
    require(hasParent(field), "no group or repeat for " + field);
    for (PublishedForm version : submissions.versions()) {
      version.field(path).ifPresent(earlier -> requireSameType(earlier, field));
    }
    fields.add(end(field.parent()), field);
    return this;
  }

  private boolean hasParent(FormField field) {
    return field.parent().isEmpty()
        || find(field.parent()).filter(FormField::hasFields).isPresent();
  }

  private static void requireSameType(FormField earlier, FormField field) {
    require(
        earlier.type().central().equals(field.type().central()),
        "attempt to change the type of the field at %s: an earlier version had the type \"%s\""
            .formatted(field.path(), earlier.type().central()));
  }

  /** The index after the last field of the group or repeat. */
  private int end(String parent) {
    if (parent.isEmpty()) {
      return find(META).map(fields::indexOf).orElse(fields.size());
    }
    int end = fields.size();
    while (!fields.get(end - 1).isWithin(parent)) {
      end--;
    }
    return end;
  }

  /**
   * Removes a field and everything in it. Submissions keep their values but no longer show them; if
   * a later version has the field again, it shows them unless the submission was edited in between.
   *
   * @throws IllegalArgumentException when the field does not exist or is {@code meta}
   */
  public Draft remove(String path) {
    require(find(path).isPresent(), "no such field: " + path);
    require(!new FormField(path, FieldType.STRING).isWithin(META), "cannot remove " + path);
    fields.removeIf(field -> field.isWithin(path));
    return this;
  }

  /**
   * Publishes the draft: from the next request on it is the form of every submission.
   *
   * @return the version's name, an increasing number
   */
  public String publish() {
    return submissions.publish(fields);
  }

  private Optional<FormField> find(String path) {
    return fields.stream().filter(field -> field.path().equals(path)).findFirst();
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
