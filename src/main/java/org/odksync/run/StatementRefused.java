package org.odksync.run;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PostgreSQL has refused a statement, for the reason in the cause. Its message says what the
 * statement is for, and holds no data: it is the beginning of the statement's first line.
 */
public final class StatementRefused extends RuntimeException {

  private static final Pattern PURPOSE = Pattern.compile("\\A\\s*-- ([^,:;.\\n]+)");

  /**
   * @param statement that begins with a comment, such as {@code -- Stores a chunk, whole}
   */
  public StatementRefused(String statement, Throwable reason) {
    super(purpose(statement), reason);
  }

  /** Such as: Stores a chunk. */
  private static String purpose(String statement) {
    Matcher line = PURPOSE.matcher(statement);
    return line.find() ? line.group(1).strip() : "without a name";
  }
}
