package org.odksync.cli;

import java.io.PrintWriter;
import java.util.List;

/** Says on standard error what keeps a command from its work. */
final class ErrorPrinter implements Startup.Complaint {

  private final PrintWriter err;

  ErrorPrinter(PrintWriter err) {
    this.err = err;
  }

  /** There is no such sync type; others there are. */
  static String unknownType(String type, List<String> known) {
    return "there is no sync type %s; there are %s".formatted(type, known);
  }

  @Override
  public int about(List<String> sentences, int exitCode) {
    sentences.forEach(sentence -> err.println("odk-sync: " + sentence));
    err.flush();
    return exitCode;
  }
}
