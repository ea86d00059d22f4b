package org.odksync.error;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PostgreSQL refused a statement, for the reason in the cause. The message is the purpose of the
 * statement, from its first line; it contains no data.
 */
public class StatementRefused extends RuntimeException {

  private static final Pattern PURPOSE = Pattern.compile("\\A\\s*-- ([^,:;.\\n]+)");

  StatementRefused(String statement, Throwable reason) {
    super(purpose(statement), reason);
  }

  /**
   * Creates the subtype that fits the reason: {@link DataRefused}, {@link LockHeld}, or neither.
   *
   * @param statement SQL that begins with a comment, such as {@code -- Stores a chunk, whole}
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

  /** The purpose of a statement, such as "Stores a chunk". */
  private static String purpose(String statement) {
    Matcher line = PURPOSE.matcher(statement);
    return line.find() ? line.group(1).strip() : "without a name";
  }
}
