package org.odksync.functional;

import static org.apache.camel.model.ProcessorDefinitionHelper.filterTypeInOutputs;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ToDefinition;
import org.odksync.functional.RunPoint.Place;

/** Lets a test observe every statement and request of the running routes, and interfere. */
@FunctionalInterface
interface StatementHooks {

  void at(Place place, Exchange exchange) throws Exception;

  /** Adds the hooks to the routes that all statements and requests use. */
  static void weave(CamelContext camel, StatementHooks hooks) throws Exception {
    camel.getComponent("warehouse", HookedWarehouse.class).setHooks(hooks);
    for (String route : List.of("central.get", "central.get_if_supported")) {
      weave(camel, hooks, route + ".send-request", Place.BEFORE_REQUEST, Place.AFTER_REQUEST);
    }
  }

  private static void weave(
      CamelContext camel, StatementHooks hooks, String node, Place before, Place after)
      throws Exception {
    AdviceWith.adviceWith(
        camel,
        routeOf(camel, node),
        false,
        advice -> {
          advice.weaveById(node).before().process(exchange -> hooks.at(before, exchange));
          advice.weaveById(node).after().process(exchange -> hooks.at(after, exchange));
        });
  }

  private static String routeOf(CamelContext camel, String node) {
    return ((ModelCamelContext) camel)
        .getRouteDefinitions().stream()
            .filter(
                route ->
                    filterTypeInOutputs(route.getOutputs(), ToDefinition.class).stream()
                        .anyMatch(to -> node.equals(to.getId())))
            .findFirst()
            .orElseThrow()
            .getRouteId();
  }
}
