package org.odksync.functional;

import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutionResult.Status;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/** Takes the number of tries and the seed of a property test from system properties. */
class PropertyOptions implements AroundPropertyHook {

  private static final String SEED = "property.seed";

  private final String tries;

  PropertyOptions() {
    this("property.tries");
  }

  private PropertyOptions(String tries) {
    this.tries = tries;
  }

  /** For properties that start a service for each try. */
  static final class OfForms extends PropertyOptions {
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
          "reproduce: mvn test -Dtest=%s -D%s=%s%n",
          context.containerClass().getSimpleName(), SEED, result.seed().orElse("unknown"));
    }
    return result;
  }
}
