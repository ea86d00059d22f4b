package org.odksync.config;

import java.util.List;

/** The environment variables are wrong: one problem a line, each naming its variable. */
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
