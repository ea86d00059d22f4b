package org.odksync.embedded.central;

import java.util.Optional;

/**
 * The fields that {@code $filter} and {@code $orderby} may use.
 *
 * @param release of Central
 * @param ofChildren whether the rows are children, which reach their submission's columns only
 *     through {@code $root}
 */
record FilterFields(CentralRelease release, boolean ofChildren) {

  private static final String SYSTEM = "__system/";
  private static final String ROOT = "$root/Submissions/";

  /** A field in {@code $filter}; a child table needs the path from the root. */
  Optional<Operand> inFilter(String path) {
    boolean rooted = path.startsWith(ROOT);
    return ofChildren && !rooted ? Optional.empty() : field(unrooted(path));
  }

  /** A field in {@code $orderby}; a child table does not need the root. */
  Optional<Operand> inOrder(String path) {
    return field(unrooted(path));
  }

  static String unrooted(String path) {
    return path.startsWith(ROOT) ? path.substring(ROOT.length()) : path;
  }

  private Optional<Operand> field(String path) {
    if (path.startsWith(SYSTEM) && !release.knows(path.substring(SYSTEM.length()))) {
      return Optional.empty();
    }
    return switch (path) {
      case "__id" -> Optional.of(Submission::id);
      case "__system/submissionDate" -> Optional.of(row -> row.system().submissionDate());
      case "__system/updatedAt" -> Optional.of(row -> row.system().updatedAt());
      case "__system/deletedAt" -> Optional.of(row -> row.system().deletedAt());
      case "__system/submitterId" -> Optional.of(row -> row.system().submitterId());
      case "__system/reviewState" -> Optional.of(row -> row.system().reviewState());
      default -> Optional.empty();
    };
  }
}
