package org.odksync.functional;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AdviceWith;
import org.odksync.functional.Moment.Place;

/**
 * Lets a test look on, and interfere, at every statement and every request of the running routes.
 */
@FunctionalInterface
interface Taps {

  void at(Place place, Exchange exchange) throws Exception;

  /** Woven into the two routes that everything goes through; the service knows nothing of it. */
  static void weave(CamelContext camel, Taps taps) throws Exception {
    weave(camel, taps, "sql", "sql.warehouse", Place.BEFORE_STATEMENT, Place.AFTER_STATEMENT);
    weave(
        camel,
        taps,
        "central.get",
        "central.get.request",
        Place.BEFORE_REQUEST,
        Place.AFTER_REQUEST);
  }

  private static void weave(
      CamelContext camel, Taps taps, String route, String node, Place before, Place after)
      throws Exception {
    AdviceWith.adviceWith(
        camel,
        route,
        false,
        advice -> {
          advice.weaveById(node).before().process(exchange -> taps.at(before, exchange));
          advice.weaveById(node).after().process(exchange -> taps.at(after, exchange));
        });
  }
}
