package org.odksync.error;

import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Explains why PostgreSQL refuses a query from an operator's file. Creating a view reads no row, so
 * PostgreSQL's message quotes only the file, no data.
 */
public final class ViewErrors {

  /** CREATE OR REPLACE VIEW would rename, retype or drop a column. */
  private static final String OTHER_COLUMNS = "42P16";

  private ViewErrors() {}

  /**
   * Turns the failure into a sentence for the author of the file. A failure that is not about the
   * file, such as a lock, is returned unchanged.
   */
  public static RuntimeException of(String file, Exception failure) {
    for (Throwable cause : Diagnosis.causes(failure).toList()) {
      ServerErrorMessage message =
          cause instanceof PSQLException refusal ? refusal.getServerErrorMessage() : null;
      if (message != null && !PostgresErrors.isTransient(cause)) {
        return new SyncFailure(ErrorClass.CONFIG, sentence(file, message), failure);
      }
    }
    return failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
  }

  private static String sentence(String file, ServerErrorMessage message) {
    return "PostgreSQL refuses the view in %s%s (SQLSTATE %s, %s): %s; until then the view stays unchanged"
        .formatted(
            file,
            line(message),
            message.getSQLState(),
            message.getMessage(),
            OTHER_COLUMNS.equals(message.getSQLState())
                ? "keep its columns and add new ones after them, or drop the view by hand"
                : "correct the file");
  }

  /** The line in the file: the query begins in the second line of the statement. */
  private static String line(ServerErrorMessage message) {
    String statement = message.getInternalQuery();
    int position = message.getInternalPosition();
    return statement == null || position == 0
        ? ""
        : ", line %d,"
            .formatted(statement.substring(0, position - 1).chars().filter(c -> c == '\n').count());
  }
}
