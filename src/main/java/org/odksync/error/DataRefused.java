package org.odksync.error;

/** PostgreSQL refused a record of a statement; it may accept the other records. */
public final class DataRefused extends StatementRefused {

  private final String state;

  DataRefused(String statement, String state, Throwable reason) {
    super(statement, reason);
    this.state = state;
  }

  /** The SQLSTATE. */
  public String state() {
    return state;
  }
}
