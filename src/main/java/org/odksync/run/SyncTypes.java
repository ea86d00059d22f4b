package org.odksync.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;

/** The sync types that the route files declare. */
public final class SyncTypes {

  /** The configuration that only entry routes of sync types carry. */
  private static final String CONFIGURATION = "sync-run";

  private SyncTypes() {}

  /** Their names, sorted. */
  public static List<String> list(CamelContext camel) {
    return camel.getRoutes().stream()
        .filter(route -> CONFIGURATION.equals(String.valueOf(route.getConfigurationId())))
        .map(Route::getRouteId)
        .sorted()
        .toList();
  }

  /** The same as a JSON array. */
  public static String of(CamelContext camel) {
    ArrayNode names = JsonNodeFactory.instance.arrayNode();
    list(camel).forEach(names::add);
    return names.toString();
  }
}
