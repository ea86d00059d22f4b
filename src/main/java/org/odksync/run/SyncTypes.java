package org.odksync.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.Variable;
import org.apache.camel.model.ModelCamelContext;
import org.odksync.form.Form;

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

  private static final String COMPARISON = "reconcile";

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

  /** Whether it compares what is stored with Central. */
  public static boolean isComparison(String type) {
    return flow(type).equals(COMPARISON);
  }

  /** The sync type that compares what this one has stored with Central. */
  public static String comparison(String type) {
    return type.substring(0, type.length() - flow(type).length()) + COMPARISON;
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

  /** Which form each of them is for, a JSON array of sync_type, project and form_id. */
  public static String owners(CamelContext camel) {
    ArrayNode owners = JsonNodeFactory.instance.arrayNode();
    for (String type : list(camel)) {
      Map<String, Object> parameters =
          ((ModelCamelContext) camel).getRouteDefinition(type).getTemplateParameters();
      Object bean = parameters == null ? null : parameters.get("form");
      if (bean != null) {
        owner(owners, type, camel.getRegistry().lookupByNameAndType(bean.toString(), Form.class));
      }
    }
    return owners.toString();
  }

  /** The same of one run. */
  public static String owner(@Variable("sync") String type, @Variable("form") Form form) {
    ArrayNode owners = JsonNodeFactory.instance.arrayNode();
    owner(owners, type, form);
    return owners.toString();
  }

  private static void owner(ArrayNode owners, String type, Form form) {
    owners
        .addObject()
        .put("sync_type", type)
        .put("project", form.getProject())
        .put("form_id", form.getId());
  }

  /**
   * Looks whether all of them are for the forms of the route files.
   *
   * @param others rows of {@code run/other_owners.sql}
   * @throws SyncFailure when some are recorded for another form
   */
  public static void requireOwn(List<Map<String, Object>> others) {
    if (others.isEmpty()) {
      return;
    }
    Map<String, Object> first = others.get(0);
    throw new SyncFailure(
        ErrorClass.CONFIG,
        "%s of this database already works for form %s of project %s, and another form cannot have it too: %s"
            .formatted(
                first.get("sync_type"),
                first.get("form_id"),
                first.get("project"),
                "give each form a database, or sync types of its own in the routes;"
                    + " when that form is given up, DELETE FROM odk_sync_owner"),
        null);
  }
}
