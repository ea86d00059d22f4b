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

/** The sync types of a service: the routes with the configuration of a run. */
public final class SyncTypes {

  /** Only entry routes of sync types use this configuration. */
  private static final String CONFIGURATION = "sync-run";

  private final Map<String, SyncType> types;

  private SyncTypes(Map<String, SyncType> types) {
    this.types = types;
  }

  /** The sync types of the current routes. */
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

  private static void add(Map<String, String> parameters, @Nullable Map<String, Object> added) {
    if (added != null) {
      added.forEach((name, value) -> parameters.put(name, String.valueOf(value)));
    }
  }

  /** The names, sorted. */
  public List<String> names() {
    return List.copyOf(types.keySet());
  }

  /** The sync type of this name; one without a form if it does not exist. */
  public SyncType get(String name) {
    return types.getOrDefault(name, SyncType.of(name));
  }

  /** The sync types of all forms that read a feed of Central, in the order of a cycle. */
  public List<String> feeds() {
    return cycle().stream().filter(name -> get(name).isFeed()).toList();
  }

  /** The sync types of a cycle, of all forms, in order. */
  public List<String> cycle() {
    return types.values().stream()
        .filter(type -> type.place() > 0)
        .sorted(Comparator.comparing(SyncType::place))
        .map(SyncType::name)
        .toList();
  }

  /** The sync types that compare the records of the given one with Central. */
  public List<String> comparisons(String name) {
    return types.values().stream()
        .filter(type -> type.isComparison() && hasSameForm(type, name))
        .map(SyncType::name)
        .toList();
  }

  /** The feeds that a comparison needs. */
  public List<String> compared(String comparison) {
    return feeds().stream().filter(name -> hasSameForm(get(name), comparison)).toList();
  }

  private boolean hasSameForm(SyncType type, String other) {
    return type.form().equals(get(other).form());
  }

  /**
   * Checks that all names can be recorded, all references exist, and triggers lead only to later
   * sync types of a cycle.
   *
   * @param known matches names of sync types whose routes a setting has left out
   * @return the problems found; empty for none
   */
  public List<String> problems(Predicate<String> known) {
    List<String> problems = new ArrayList<>();
    for (SyncType type : types.values()) {
      if (type.name().length() > SyncType.MAX_CHARACTERS) {
        problems.add(
            "the sync type %s has more than %d characters: give its form a shorter alias"
                .formatted(type.name(), SyncType.MAX_CHARACTERS));
      }
      type.references()
          .forEach(
              reference ->
                  problem(type, reference.getKey(), reference.getValue(), known)
                      .ifPresent(problems::add));
    }
    return problems;
  }

  private Optional<String> problem(
      SyncType type, String parameter, String name, Predicate<String> known) {
    if (!types.containsKey(name) && !known.test(name)) {
      return Optional.of(
          "%s of %s names %s, which is no sync type: use one of %s"
              .formatted(parameter, type.name(), name, String.join(", ", names())));
    }
    boolean isTriggered = parameter.startsWith("then");
    return isTriggered && types.containsKey(name) && get(name).place() <= type.place()
        ? Optional.of(
            "%s of %s names %s, which does not come later in a cycle: the two would trigger each other endlessly"
                .formatted(parameter, type.name(), name))
        : Optional.empty();
  }

  /** The names as a JSON array. */
  public String json() {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    types.keySet().forEach(array::add);
    return array.toString();
  }

  /** The form of each sync type, as a JSON array of sync_type, project and form_id. */
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

  /** The same for the sync type of one run. */
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

  /** The form of a sync type; null for none. */
  static @Nullable Form form(CamelContext camel, SyncType type) {
    return camel.getRegistry().lookupByNameAndType(type.form(), Form.class);
  }

  /**
   * Checks that no sync type is recorded for another form.
   *
   * @param others rows of {@code run/other_owners.sql}
   * @throws SyncFailure if one is recorded for another form
   */
  public static void requireOwn(List<Map<String, Object>> others) {
    if (others.isEmpty()) {
      return;
    }
    Map<String, Object> first = others.get(0);
    throw new SyncFailure(
        ErrorClass.CONFIG,
        "%s of this database already works for form %s of project %s, and cannot work for another form too: %s"
            .formatted(
                first.get("sync_type"),
                first.get("form_id"),
                first.get("project"),
                "give each form a database, or an alias of its own in its file;"
                    + " if that form is no longer used, DELETE FROM odk_sync_owner"),
        null);
  }
}
