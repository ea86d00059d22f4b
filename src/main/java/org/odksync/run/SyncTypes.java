package org.odksync.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.jspecify.annotations.Nullable;
import org.odksync.error.ErrorClass;
import org.odksync.error.SyncFailure;
import org.odksync.form.Form;

/** The sync types of a service: the routes that are configured as runs. */
public final class SyncTypes {

  /** The configuration that only entry routes of sync types carry. */
  private static final String CONFIGURATION = "sync-run";

  private final Map<String, SyncType> types;

  private SyncTypes(Map<String, SyncType> types) {
    this.types = types;
  }

  /** Those whose routes are there now. */
  public static SyncTypes of(CamelContext camel) {
    Map<String, SyncType> types = new TreeMap<>();
    for (Route route : camel.getRoutes()) {
      if (CONFIGURATION.equals(String.valueOf(route.getConfigurationId()))) {
        types.put(route.getRouteId(), type(camel, route.getRouteId()));
      }
    }
    return new SyncTypes(types);
  }

  private static SyncType type(CamelContext camel, String id) {
    RouteDefinition route = ((ModelCamelContext) camel).getRouteDefinition(id);
    Map<String, String> parameters = new HashMap<>();
    add(parameters, route.getTemplateDefaultParameters());
    add(parameters, route.getTemplateParameters());
    return new SyncType(id, parameters.getOrDefault("form", ""), parameters);
  }

  private static void add(Map<String, String> parameters, @Nullable Map<String, Object> some) {
    if (some != null) {
      some.forEach((name, value) -> parameters.put(name, String.valueOf(value)));
    }
  }

  /** Their names, sorted. */
  public List<String> names() {
    return List.copyOf(types.keySet());
  }

  /** The one of this name; one of no form, where there is none. */
  public SyncType get(String name) {
    return types.getOrDefault(name, SyncType.of(name));
  }

  /** Those that read a feed of Central, of all forms, in the order of a cycle. */
  public List<String> feeds() {
    return cycle().stream().filter(name -> get(name).isFeed()).toList();
  }

  /** What a whole cycle is, of all forms, in order. */
  public List<String> cycle() {
    return types.values().stream()
        .filter(type -> type.place() > 0)
        .sorted(Comparator.comparing(SyncType::place))
        .map(SyncType::name)
        .toList();
  }

  /** The sync types that compare what this one has stored with Central. */
  public List<String> comparisons(String name) {
    return types.values().stream()
        .filter(type -> type.isComparison() && isOfFormOf(type, name))
        .map(SyncType::name)
        .toList();
  }

  /** The sync types whose feeds a comparison needs. */
  public List<String> compared(String comparison) {
    return feeds().stream().filter(name -> isOfFormOf(get(name), comparison)).toList();
  }

  private boolean isOfFormOf(SyncType type, String other) {
    return type.form().equals(get(other).form());
  }

  /**
   * Looks whether they are called what can be recorded, and name only each other, and what comes
   * later in a cycle.
   *
   * @param known names, also those whose routes are left out by a setting
   * @return what is wrong; empty for nothing
   */
  public List<String> problems(Predicate<String> known) {
    List<String> problems = new ArrayList<>();
    for (SyncType type : types.values()) {
      if (type.name().length() > SyncType.MOST_CHARACTERS) {
        problems.add(
            "the sync type %s has more than %d characters: give its form a shorter alias"
                .formatted(type.name(), SyncType.MOST_CHARACTERS));
      }
      type.references()
          .forEach(
              reference ->
                  wrong(type, reference.getKey(), reference.getValue(), known)
                      .ifPresent(problems::add));
    }
    return problems;
  }

  private Optional<String> wrong(
      SyncType type, String parameter, String name, Predicate<String> known) {
    if (!types.containsKey(name) && !known.test(name)) {
      return Optional.of(
          "%s of %s names %s, and there is no such sync type: there are %s"
              .formatted(parameter, type.name(), name, String.join(", ", names())));
    }
    boolean isCalled = parameter.startsWith("then");
    return isCalled && types.containsKey(name) && get(name).place() <= type.place()
        ? Optional.of(
            "%s of %s names %s, which does not come later in a cycle: the two would call each other for ever"
                .formatted(parameter, type.name(), name))
        : Optional.empty();
  }

  /** As {@link #names}, a JSON array. */
  public String json() {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    types.keySet().forEach(array::add);
    return array.toString();
  }

  /** Which form each of them is for, a JSON array of sync_type, project and form_id. */
  public String owners(CamelContext camel) {
    ArrayNode owners = JsonNodeFactory.instance.arrayNode();
    for (SyncType type : types.values()) {
      Form form = form(camel, type);
      if (form != null) {
        owner(owners, type.name(), form);
      }
    }
    return owners.toString();
  }

  /** The same of one run. */
  public static String owner(Run run) {
    ArrayNode owners = JsonNodeFactory.instance.arrayNode();
    owner(owners, run.type().name(), run.form());
    return owners.toString();
  }

  private static void owner(ArrayNode owners, String type, Form form) {
    owners
        .addObject()
        .put("sync_type", type)
        .put("project", form.getProject())
        .put("form_id", form.getId());
  }

  /** The form of a sync type, as it is known now; null for none. */
  static @Nullable Form form(CamelContext camel, SyncType type) {
    return camel.getRegistry().lookupByNameAndType(type.form(), Form.class);
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
                "give each form a database, or an alias of its own in its file;"
                    + " when that form is given up, DELETE FROM odk_sync_owner"),
        null);
  }
}
