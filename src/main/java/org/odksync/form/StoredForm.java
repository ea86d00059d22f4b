package org.odksync.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The stored state of a form. Fields and options are parsed on demand, because most runs already
 * know the version.
 *
 * @param hash of the version that the tables were last created for; empty for none
 * @param names of its tables and columns
 * @param row of {@code form/select.sql}
 */
record StoredForm(String hash, StoredNames names, Map<String, Object> row) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * @param row of {@code form/select.sql}
   */
  static StoredForm of(Map<String, Object> row) {
    StoredNames names = StoredNames.of((String) row.get("names"));
    names.addTaken(read(row, "others", new TypeReference<List<String>>() {}));
    read(row, "columns", new TypeReference<Map<String, Map<String, String>>>() {})
        .forEach(names::addExisting);
    return new StoredForm(Objects.requireNonNullElse((String) row.get("hash"), ""), names, row);
  }

  /** The fields of the stored version. */
  List<Map<String, Object>> fields() {
    List<Map<String, Object>> fields =
        read(row, "fields", new TypeReference<List<Map<String, Object>>>() {});
    return isOfEarlierBuild()
        ? fields
        : MediaTypes.addTo(
            fields, read(row, "media_types", new TypeReference<Map<String, String>>() {}));
  }

  /** The options that the tables were created with; null if an earlier build created them. */
  @Nullable FormOptions options() {
    return isOfEarlierBuild() ? null : read(row, "options", new TypeReference<FormOptions>() {});
  }

  private boolean isOfEarlierBuild() {
    return row.get("options") == null;
  }

  private static <T> T read(Map<String, Object> row, String column, TypeReference<T> type) {
    try {
      return JSON.readValue((String) row.get(column), type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("odk_form cannot be read", e);
    }
  }

  /** Whether the form's tables were created. */
  boolean hasTables() {
    return !hash.isEmpty();
  }
}
