package org.odksync.form;

/**
 * A column of a form's table. {@link Field#columnType} decides the column type of an ODK type.
 *
 * @param content what the column holds
 * @param key field of Central's record with the value; empty if the record does not have it
 * @param legend description of the column for people
 */
public record Column(String name, Content content, String key, String type, String legend) {

  /** What a column holds. */
  public enum Content {
    /** The key of our row. */
    KEY,
    /** The id of the record. */
    ID,
    /** Central's metadata of the submission. */
    SYSTEM,
    /** The time of submission. */
    SUBMITTED,
    /** The time at which Central deleted the submission. */
    DELETED,
    /** The id of a child's submission. */
    SUBMISSION_ID,
    /** The id of a nested child's direct parent. */
    PARENT_ID,
    /** A child's position among its siblings, from 1. */
    POSITION,
    /** The value of the key in Central's record. */
    FIELD,
    /** An object with the fields without a column, or without room in the row. */
    REST,
    /** A value derived from other columns. */
    DERIVED
  }

  static Column derived(String name, String type, String legend) {
    return new Column(name, Content.DERIVED, "", type, legend);
  }

  /** Whether it holds the field with this name. */
  boolean isField(String name) {
    return content == Content.FIELD && key.equals(name);
  }

  String quoted() {
    return SqlQuoting.quoted(name);
  }

  String definition() {
    return quoted() + " " + type;
  }
}
