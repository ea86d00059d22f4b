package org.odksync.functional;

import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutionResult.Status;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/** How long a property is tried, and with which seed, can be said where the tests are started. */
final class CommandLine implements AroundPropertyHook {

  private static final String TRIES = "property.tries";
  private static final String SEED = "property.seed";

  @Override
  public PropertyExecutionResult aroundProperty(
      PropertyLifecycleContext context, PropertyExecutor property) {
    Integer tries = Integer.getInteger(TRIES);
    if (tries != null) {
      context.attributes().setTries(tries);
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
