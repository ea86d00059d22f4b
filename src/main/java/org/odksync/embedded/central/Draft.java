package org.odksync.embedded.central;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The next version of the form, which nobody sees before it is published. It begins as the form is
 * now. For one thread.
 *
 * <p>A path goes from the root and has a slash before every name, such as {@code
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
   * A field as the last one of its group or repeat; at the root, the last one before {@code meta}.
   *
   * @throws IllegalArgumentException when the path has a blank, when there is such a field, when
   *     nothing is there that it could be in, or when an earlier version had another type at this
   *     path: Central refuses that, unless the new type is text, which is refused here as well
   */
  public Draft add(String path, FieldType type) {
    FormField field = new FormField(path, type);
    require(find(path).isEmpty(), "there is a field " + path);
    require(hasPlaceFor(field), "no place for " + field);
    for (PublishedForm version : submissions.versions()) {
      version.field(path).ifPresent(earlier -> requireSameType(earlier, field));
    }
    fields.add(end(field.parent()), field);
    return this;
  }

  private boolean hasPlaceFor(FormField field) {
    return field.parent().isEmpty()
        || find(field.parent()).filter(FormField::hasFields).isPresent();
  }

  private static void requireSameType(FormField earlier, FormField now) {
    require(
        earlier.type().central().equals(now.type().central()),
        "attempt to change the type of the field at %s: an earlier version had the type \"%s\""
            .formatted(now.path(), earlier.type().central()));
  }

  /** The place behind everything in the group or repeat. */
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
   * Takes a field away, with all that is in it. What submissions hold there is not lost, only not
   * shown: it is back when a later version has the field again, unless they were edited meanwhile.
   *
   * @throws IllegalArgumentException when there is no such field, or it is {@code meta}
   */
  public Draft remove(String path) {
    require(find(path).isPresent(), "there is no field " + path);
    require(!new FormField(path, FieldType.STRING).isWithin(META), path + " has to stay");
    fields.removeIf(field -> field.isWithin(path));
    return this;
  }

  /**
   * From the next request on this is the form, for every submission.
   *
   * @return the name of the version, a number that grows
   */
  public String publish() {
    return submissions.publish(fields);
  }

  private Optional<FormField> find(String path) {
    return fields.stream().filter(field -> field.path().equals(path)).findFirst();
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
