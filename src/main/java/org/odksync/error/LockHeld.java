package org.odksync.error;

/** A statement has met a lock or a deadlock, more often than it was worth waiting for. */
public final class LockHeld extends StatementRefused {

  LockHeld(String statement, Throwable reason) {
    super(statement, reason);
  }
}
