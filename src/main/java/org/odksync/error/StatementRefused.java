package org.odksync.error;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PostgreSQL has refused a statement, for the reason in the cause. Its message says what the
 * statement is for, and holds no data: it is the beginning of the statement's first line.
 */
public class StatementRefused extends RuntimeException {

  private static final Pattern PURPOSE = Pattern.compile("\\A\\s*-- ([^,:;.\\n]+)");

  StatementRefused(String statement, Throwable reason) {
    super(purpose(statement), reason);
  }

  /**
   * Of the type that the reason has: {@link DataRefused}, {@link LockHeld}, or neither.
   *
   * @param statement that begins with a comment, such as {@code -- Stores a chunk, whole}
   */
  public static StatementRefused of(String statement, Throwable reason) {
    return Diagnosis.causes(reason)
        .flatMap(cause -> PostgresErrors.ofRecord(cause).stream())
        .findFirst()
        .<StatementRefused>map(state -> new DataRefused(statement, state, reason))
        .orElseGet(
            () ->
                Diagnosis.isOfLocks(reason)
                    ? new LockHeld(statement, reason)
                    : new StatementRefused(statement, reason));
  }

  /** Such as: Stores a chunk. */
  private static String purpose(String statement) {
    Matcher line = PURPOSE.matcher(statement);
    return line.find() ? line.group(1).strip() : "without a name";
  }
}
