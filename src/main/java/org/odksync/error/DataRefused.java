package org.odksync.error;

/** PostgreSQL refuses a record that a statement was to store, and may take others. */
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
