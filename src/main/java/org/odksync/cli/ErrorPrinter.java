package org.odksync.cli;

import java.io.PrintWriter;
import java.util.List;

/** Prints errors to standard error. */
final class ErrorPrinter implements Startup.Complaint {

  private final PrintWriter err;

  ErrorPrinter(PrintWriter err) {
    this.err = err;
  }

  /** For a sync type that does not exist. */
  static String unknownType(String type, List<String> known) {
    return "there is no sync type %s; known are %s".formatted(type, known);
  }

  @Override
  public int about(List<String> sentences, int exitCode) {
    sentences.forEach(sentence -> err.println("odk-sync: " + sentence));
    err.flush();
    return exitCode;
  }
}
