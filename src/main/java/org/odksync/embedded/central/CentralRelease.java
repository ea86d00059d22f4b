package org.odksync.embedded.central;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * The releases of Central with differences in OData that matter for a copy. Each constant is the
 * last release of its kind (from Central's source: lib/resources/odata.js, lib/data/odata.js).
 */
public enum CentralRelease {

  /** Rows have no deletedAt, filters cannot use it, and deleted rows are never listed. */
  V2024_2(false, false),

  /** Rows have a deletedAt, but tables have no ETag: unchanged tables are sent again. */
  V2025_4(true, false),

  /** All features; the sample's default. */
  V2026_2(true, true);

  private static final String DELETED_AT = "deletedAt";

  private final boolean deletedAt;
  private final boolean etags;

  CentralRelease(boolean deletedAt, boolean etags) {
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

  /** The row of a submission without columns that this release lacks. */
  ObjectNode shown(ObjectNode row) {
    if (!deletedAt && row.path("__system") instanceof ObjectNode system) {
      system.remove(DELETED_AT);
    }
    return row;
  }

  /** Whether tables have an ETag, and a request for only the count is answered without rows. */
  boolean hasEtags() {
    return etags;
  }

  /** The ETag of a table's answer. */
  Optional<String> etag(List<Submission> rows) {
    return etags ? Optional.of(ETags.ofEvents(rows)) : Optional.empty();
  }
}
