package org.odksync.embedded.central;

import java.util.Arrays;

/** The type of a form field. */
public enum FieldType {

  /** Text, or the choice of a select-one. */
  STRING("string", "Edm.String"),
  INT("int", "Edm.Int64"),
  DECIMAL("decimal", "Edm.Decimal"),
  DATE("date", "Edm.Date"),
  TIME("time", "Edm.String"),
  DATE_TIME("dateTime", "Edm.DateTimeOffset"),
  BOOLEAN("boolean", "Edm.Boolean"),
  BARCODE("barcode", "Edm.String"),
  GEOPOINT("geopoint", "Edm.GeographyPoint"),
  GEOTRACE("geotrace", "Edm.GeographyLineString"),
  GEOSHAPE("geoshape", "Edm.GeographyPolygon"),

  /** Also text for Central: the names of the choices, separated by spaces. */
  SELECT_MULTIPLE("selectMultiple", "Edm.String"),

  /** The name of an image; Central calls every file type binary. */
  BINARY("binary", "Edm.String"),
  AUDIO("audio", "Edm.String"),
  VIDEO("video", "Edm.String"),
  FILE("file", "Edm.String"),

  /** A group: its fields follow. */
  STRUCTURE("structure", ""),

  /** A table of its own: its fields follow. */
  REPEAT("repeat", "");

  private final String word;
  private final String edm;

  FieldType(String word, String edm) {
    this.word = word;
    this.edm = edm;
  }

  /** The type that {@link #word} names. */
  static FieldType of(String word) {
    return Arrays.stream(values())
        .filter(type -> type.word.equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown field type: " + word));
  }

  /** The type in the sample's own files. */
  String word() {
    return word;
  }

  /** The type in Central's list of fields. */
  String central() {
    return switch (this) {
      case SELECT_MULTIPLE -> STRING.word;
      case AUDIO, VIDEO, FILE -> BINARY.word;
      default -> word;
    };
  }

  /** Whether a value is the name of an attachment. */
  boolean isFile() {
    return central().equals(BINARY.word);
  }

  /** The media type of an upload field in the form's XML. */
  String mediaType() {
    return switch (this) {
      case BINARY -> "image/*";
      case AUDIO, VIDEO -> word + "/*";
      default -> "application/*";
    };
  }

  /** Whether Central passes a value through as text, without parsing it. */
  boolean isText() {
    return switch (this) {
      case STRING, DATE, TIME, BOOLEAN, BARCODE, SELECT_MULTIPLE, BINARY, AUDIO, VIDEO, FILE ->
          true;
      case INT, DECIMAL, DATE_TIME, GEOPOINT, GEOTRACE, GEOSHAPE, STRUCTURE, REPEAT -> false;
    };
  }

  /** The type in {@code $metadata}; empty for groups and repeats. */
  String edm() {
    return edm;
  }
}
