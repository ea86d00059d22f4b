package org.odksync.functional;

import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutionResult.Status;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/** How long a property is tried, and with which seed, can be said where the tests are started. */
class CommandLine implements AroundPropertyHook {

  private static final String SEED = "property.seed";

  private final String tries;

  CommandLine() {
    this("property.tries");
  }

  private CommandLine(String tries) {
    this.tries = tries;
  }

  /** Of a property whose tries each need a service of their own. */
  static final class OfForms extends CommandLine {
    OfForms() {
      super("form.tries");
    }
  }

  @Override
  public PropertyExecutionResult aroundProperty(
      PropertyLifecycleContext context, PropertyExecutor property) {
    Integer wanted = Integer.getInteger(tries);
    if (wanted != null) {
      context.attributes().setTries(wanted);
    }
    String seed = System.getProperty(SEED);
    if (seed != null) {
      context.attributes().setSeed(seed);
    }
    PropertyExecutionResult result = property.execute();
    if (result.status() == Status.FAILED) {
      System.out.printf(
          "to see it again: mvn test -Dtest=%s -D%s=%s%n",
          context.containerClass().getSimpleName(), SEED, result.seed().orElse("unknown"));
    }
    return result;
  }
}
