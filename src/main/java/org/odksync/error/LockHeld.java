package org.odksync.error;

/** A statement failed because of locks or deadlocks, after all its retries. */
public final class LockHeld extends StatementRefused {

  LockHeld(String statement, Throwable reason) {
    super(statement, reason);
  }
}
