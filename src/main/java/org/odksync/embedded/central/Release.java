package org.odksync.embedded.central;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * The releases of Central whose OData differs in what a copy of the data rests on. Each is the last
 * of its kind (as its source has it: lib/resources/odata.js, lib/data/odata.js).
 */
public enum Release {

  /** No row has a deletedAt, none can be asked by it, and deleted rows cannot be had at all. */
  V2024_2(false, false),

  /** Rows have a deletedAt, but a table has no ETag: an unchanged one is sent again and again. */
  V2025_4(true, false),

  /** All of it; what the sample is unless told otherwise. */
  V2026_2(true, true);

  private static final String DELETED_AT = "deletedAt";

  private final boolean deletedAt;
  private final boolean etags;

  Release(boolean deletedAt, boolean etags) {
    this.deletedAt = deletedAt;
    this.etags = etags;
  }

  /** The columns below {@code __system}. */
  List<String> systemColumns() {
    return SystemColumns.NAMES.stream().filter(this::knows).toList();
  }

  boolean knows(String systemColumn) {
    return deletedAt || !systemColumn.equals(DELETED_AT);
  }

  /** The row of a submission without what this release does not know. */
  ObjectNode shown(ObjectNode row) {
    if (!deletedAt && row.path("__system") instanceof ObjectNode system) {
      system.remove(DELETED_AT);
    }
    return row;
  }

  /** Whether a table has an ETag, and with it an answer to nothing but a count. */
  boolean hasEtags() {
    return etags;
  }

  /** The ETag of a table's answer. */
  Optional<String> etag(List<Submission> rows) {
    return etags ? Optional.of(ETags.ofEvents(rows)) : Optional.empty();
  }
}
