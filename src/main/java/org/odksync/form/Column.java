package org.odksync.form;

/**
 * A column of a form's table.
 *
 * @param content what it holds
 * @param key where its value stands in Central's record; empty where the record does not hold it
 * @param legend says to people what it holds
 */
public record Column(String name, Content content, String key, String type, String legend) {

  /** What a column holds. */
  public enum Content {
    /** The key of our row. */
    KEY,
    /** The id of the record. */
    ID,
    /** What Central notes about the submission. */
    SYSTEM,
    /** When the submission was sent. */
    SUBMITTED,
    /** When Central deleted the submission. */
    DELETED,
    /** The id of a child's submission. */
    SUBMISSION_ID,
    /** The id of a nested child's direct parent. */
    PARENT_ID,
    /** A child's place among its siblings, from 1. */
    POSITION,
    /** What Central's record has at the key. */
    FIELD,
    /** The fields that have no column of their own, or no room in their row: an object. */
    REST,
    /** What follows from other columns. */
    DERIVED
  }

  static Column derived(String name, String type, String legend) {
    return new Column(name, Content.DERIVED, "", type, legend);
  }

  /** Whether it holds the field that is called so. */
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
