package org.odksync.form;

import java.util.List;

/**
 * A field that names files that are not images.
 *
 * @param path of the field with the file name, in its record
 * @param source column with the field, or with the group around it
 * @param reason why the files are not images
 */
public record OtherFile(List<String> path, String source, String reason) {

  public OtherFile {
    path = List.copyOf(path);
  }

  /** The field with a path relative to a repeat whose path has the given length. */
  OtherFile below(int length) {
    return new OtherFile(path.subList(length, path.size()), source, reason);
  }

  /** The field with the name of its column. */
  OtherFile named(StoredNames.Scope columns) {
    String name = path.get(0);
    return new OtherFile(path, columns.of(Tables.field(name), name, name), reason);
  }
}
