package org.odksync.cli;

/** The exit codes; the help lists them. */
final class ExitCode {

  static final int DONE = 0;
  static final int FAILED = 1;
  static final int WRONG_SETTING = 2;
  static final int HELD_ELSEWHERE = 3;

  /** What a shell reports for a command that SIGTERM ended. */
  static final int INTERRUPTED = 143;

  private ExitCode() {}
}
