package org.odksync.error;

import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What PostgreSQL has against a query that the operator wrote in a file. To make a view of it reads
 * no row, so here what PostgreSQL says quotes the file, and no data.
 */
public final class ViewErrors {

  /** CREATE OR REPLACE VIEW would rename, retype or drop a column. */
  private static final String OTHER_COLUMNS = "42P16";

  private ViewErrors() {}

  /**
   * The same failure as a sentence for whoever wrote the file; what has nothing to do with the
   * file, such as a lock, stays what it is.
   */
  public static RuntimeException of(String file, Exception failure) {
    for (Throwable cause : Diagnosis.causes(failure).toList()) {
      ServerErrorMessage said =
          cause instanceof PSQLException refusal ? refusal.getServerErrorMessage() : null;
      if (said != null && !PostgresErrors.isPassing(cause)) {
        return new SyncFailure(ErrorClass.CONFIG, sentence(file, said), failure);
      }
    }
    return failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
  }

  private static String sentence(String file, ServerErrorMessage said) {
    return "PostgreSQL takes no view from %s%s (SQLSTATE %s, %s): %s; until then the view stays as it was"
        .formatted(
            file,
            line(said),
            said.getSQLState(),
            said.getMessage(),
            OTHER_COLUMNS.equals(said.getSQLState())
                ? "keep its columns and add others after them, or drop the view by hand"
                : "correct the file");
  }

  /** The query begins in the second line of the statement. */
  private static String line(ServerErrorMessage said) {
    String statement = said.getInternalQuery();
    int position = said.getInternalPosition();
    return statement == null || position == 0
        ? ""
        : ", line %d,"
            .formatted(statement.substring(0, position - 1).chars().filter(c -> c == '\n').count());
  }
}
