package org.odksync.form;

import java.util.List;

/**
 * A field that names files which are no pictures.
 *
 * @param path of the field that holds the file name, in its record
 * @param source column that holds the field, or the group around it
 * @param reason why they are none
 */
public record OtherFile(List<String> path, String source, String reason) {

  public OtherFile {
    path = List.copyOf(path);
  }

  /** The same field as the records of a repeat have it, whose own path has so many names. */
  OtherFile below(int names) {
    return new OtherFile(path.subList(names, path.size()), source, reason);
  }

  /** The same in the column that the field has there. */
  OtherFile named(StoredNames.Scope columns) {
    String name = path.get(0);
    return new OtherFile(path, columns.of(Tables.field(name), name, name), reason);
  }
}
