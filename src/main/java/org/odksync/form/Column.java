package org.odksync.form;

/**
 * A column of a form's table.
 *
 * @param key where its value stands in Central's record
 */
public record Column(String name, String key, String type) {

  static Column of(String key, String type) {
    return new Column(Sql.name(key), key, type);
  }

  String quoted() {
    return Sql.quoted(name);
  }

  String definition() {
    return quoted() + " " + type;
  }
}
