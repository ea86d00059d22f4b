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

  /**
   * Each has what it needs from those before it: pictures are named by submissions and repeats,
   * links are of pictures, and the unified table shows all of these.
   */
  private static final List<String> CYCLE =
      List.of(
          "main_submissions",
          "person_details",
          "image_processing",
          "url_refresh",
          "unified",
          "views");

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
    return cycle(camel).stream().filter(SyncTypes::isWalk).toList();
  }

  /** What a whole cycle is, of all forms, in order. */
  public static List<String> cycle(CamelContext camel) {
    return list(camel).stream()
        .filter(type -> CYCLE.contains(flow(type)))
        .sorted(Comparator.comparing(type -> CYCLE.indexOf(flow(type))))
        .toList();
  }

  /** Whether a cycle has the flow of one type after that of another. */
  public static boolean isAfter(String type, String other) {
    return CYCLE.indexOf(flow(type)) > CYCLE.indexOf(flow(other));
  }

  /** Whether it reads a feed of Central. */
  public static boolean isWalk(String type) {
    return WALKS.contains(flow(type));
  }

  /** The sync type that compares what this one has stored with Central. */
  public static String comparison(String type) {
    return type.substring(0, type.length() - flow(type).length()) + "reconcile";
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
