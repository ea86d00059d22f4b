package org.odksync.form;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field of a form, as Central's {@code /fields?odata=true} lists it.
 *
 * @param path names from the top of the form to this field
 * @param type Central's name of the type: string, int, decimal, date, dateTime, geopoint,
 *     structure, repeat, binary...
 * @param mediaType media type of a binary field's upload, found by {@link MediaTypes}; null if
 *     unknown
 */
public record Field(List<String> path, String type, @Nullable String mediaType) {

  private static final List<String> AUDIT = List.of("meta", "audit");

  public Field {
    path = List.copyOf(path);
  }

  String name() {
    return path.get(path.size() - 1);
  }

  List<String> parent() {
    return path.subList(0, path.size() - 1);
  }

  boolean isRepeat() {
    return type.equals("repeat");
  }

  boolean isStructure() {
    return type.equals("structure");
  }

  boolean isBinary() {
    return type.equals("binary");
  }

  /** Merges two fields with the same path into one that holds the values of both. */
  Field merge(Field other) {
    if (type.equals(other.type) || isRepeat()) {
      return this;
    }
    return other.isRepeat()
        ? other
        : new Field(path, isJson() || other.isJson() ? "structure" : "string", null);
  }

  private boolean isJson() {
    return columnType().equals("jsonb");
  }

  /**
   * Why the files of a binary field are not images; empty if they may be: then the first bytes of
   * each file decide. The audit log of Collect has no upload.
   */
  String noImage() {
    if (path.equals(AUDIT)) {
      return "the audit log of the form";
    }
    return mediaType == null || mediaType.contains("image/") || mediaType.startsWith("*")
        ? ""
        : "the form takes %s here".formatted(mediaType);
  }

  /** The PostgreSQL type that holds every value that Central accepts for this type of field. */
  String columnType() {
    return switch (type) {
      case "int" -> "bigint";
      case "decimal" -> "numeric";
      case "date" -> "date";
      case "dateTime" -> "timestamptz";
      case "structure", "geopoint", "geotrace", "geoshape" -> "jsonb";
      default -> "text";
    };
  }
}
