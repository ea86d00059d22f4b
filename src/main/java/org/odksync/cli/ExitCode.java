package org.odksync.cli;

/** What the process ends with; the help lists them. */
final class ExitCode {

  static final int DONE = 0;
  static final int FAILED = 1;
  static final int WRONG_SETTING = 2;
  static final int HELD_ELSEWHERE = 3;

  /** As a shell says that a SIGTERM has ended a command. */
  static final int INTERRUPTED = 143;

  private ExitCode() {}
}
