package org.odksync.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Comparator;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;

/** The sync types that the route files declare. */
public final class SyncTypes {

  /** The configuration that only entry routes of sync types carry. */
  private static final String CONFIGURATION = "sync-run";

  private static final List<String> WALKS = List.of("main_submissions", "person_details");

  private SyncTypes() {}

  /** Their names, sorted. */
  public static List<String> list(CamelContext camel) {
    return camel.getRoutes().stream()
        .filter(route -> CONFIGURATION.equals(String.valueOf(route.getConfigurationId())))
        .map(Route::getRouteId)
        .sorted()
        .toList();
  }

  /** Those that read a feed of Central, of all forms, in the order of a cycle. */
  public static List<String> walks(CamelContext camel) {
    return list(camel).stream()
        .filter(SyncTypes::isWalk)
        .sorted(Comparator.comparing(type -> WALKS.indexOf(flow(type))))
        .toList();
  }

  /** Whether it reads a feed of Central. */
  public static boolean isWalk(String type) {
    return WALKS.contains(flow(type));
  }

  /** Without the alias of a further form. */
  public static String flow(String type) {
    return type.substring(type.lastIndexOf('.') + 1);
  }

  /** As {@link #list}, a JSON array. */
  public static String of(CamelContext camel) {
    ArrayNode names = JsonNodeFactory.instance.arrayNode();
    list(camel).forEach(names::add);
    return names.toString();
  }
}
