package org.odksync.form;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The fields of one version of a form, in form order.
 *
 * @param hash Central's hash of the form's definition
 */
public record FormSchema(String hash, List<Field> fields) {

  public FormSchema {
    fields = List.copyOf(fields);
  }

  /**
   * Reads Central's answer to {@code /fields?odata=true}. Merges fields whose OData names are the
   * same, such as {@code a-b} and {@code a.b}: they are one field in each record.
   *
   * @param answer a list of objects with {@code path} (such as {@code /group/name}), {@code type}
   *     and, where {@link MediaTypes} found one, {@code mediatype}
   */
  public static FormSchema of(String hash, List<Map<String, Object>> answer) {
    Map<List<String>, Field> fields = new LinkedHashMap<>();
    for (Map<String, Object> field : answer) {
      String path = String.valueOf(field.get("path"));
      Field parsed =
          new Field(
              List.of(path.substring(1).split("/")),
              String.valueOf(field.get("type")),
              (String) field.get(MediaTypes.KEY));
      fields.merge(parsed.path(), parsed, Field::merge);
    }
    return new FormSchema(hash, List.copyOf(fields.values()));
  }

  /**
   * The names of questions that hide the id or the metadata of a submission. Without these it
   * cannot be copied.
   */
  List<String> reservedQuestions() {
    return childrenOf(List.of()).stream()
        .map(Field::name)
        .filter(name -> name.equals("__id") || name.equals("__system"))
        .toList();
  }

  /** Media types of uploads by field path. */
  Map<String, String> mediaTypes() {
    Map<String, String> types = new TreeMap<>();
    for (Field field : fields) {
      if (field.mediaType() != null) {
        types.put("/" + String.join("/", field.path()), field.mediaType());
      }
    }
    return types;
  }

  List<Field> childrenOf(List<String> parent) {
    return fields.stream().filter(f -> f.parent().equals(parent)).toList();
  }

  List<Field> repeats() {
    return fields.stream().filter(Field::isRepeat).toList();
  }

  List<Field> binaries() {
    return fields.stream().filter(Field::isBinary).toList();
  }

  /** The path of the innermost repeat that contains a field; empty for the submission itself. */
  List<String> enclosingRepeat(List<String> path) {
    for (int length = path.size() - 1; length > 0; length--) {
      List<String> prefix = path.subList(0, length);
      if (repeats().stream().anyMatch(r -> r.path().equals(prefix))) {
        return prefix;
      }
    }
    return List.of();
  }
}
