package org.odksync.config;

import java.util.List;

/** What is wrong with the environment, a line a problem, each naming the variable. */
public final class InvalidSettings extends RuntimeException {

  private final transient List<String> problems;

  public InvalidSettings(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  public List<String> problems() {
    return problems;
  }
}
