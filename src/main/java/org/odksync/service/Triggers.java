package org.odksync.service;

import org.apache.camel.CamelContext;
import org.apache.camel.component.quartz.QuartzComponent;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The triggers in the warehouse, which all instances share. */
final class Triggers {

  private static final Logger LOG = LoggerFactory.getLogger(Triggers.class);

  /** As in the route template {@code schedule}. */
  private static final String GROUP = "odk-sync";

  private Triggers() {}

  /**
   * Starts them, but for those whose route is gone: they would fire for ever.
   *
   * @throws IllegalStateException when the warehouse refuses
   */
  static void start(CamelContext camel) {
    Scheduler scheduler = camel.getComponent("quartz", QuartzComponent.class).getScheduler();
    try {
      for (TriggerKey trigger : scheduler.getTriggerKeys(GroupMatcher.triggerGroupEquals(GROUP))) {
        if (camel.getRoute(trigger.getName() + ".schedule") == null) {
          scheduler.unscheduleJob(trigger);
          LOG.info(
              "The trigger of {} is removed: there is no such route any more", trigger.getName());
        }
      }
      scheduler.start();
    } catch (SchedulerException e) {
      throw new IllegalStateException("the triggers cannot be started: is the warehouse there?", e);
    }
  }
}
