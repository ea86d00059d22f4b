package org.odksync.run;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A sync type, as the template or the route says it that its runs begin in. {@code then}, {@code
 * then_tables}, {@code main_feed} and {@code repeats_feed} name other sync types of the same form,
 * without its alias.
 *
 * @param name as in the tracking tables, such as {@code main_submissions}, or {@code
 *     households.main_submissions} of the form with that alias
 * @param form the bean of its form; empty for none
 * @param parameters of the template, with their defaults
 */
public record SyncType(String name, String form, Map<String, String> parameters) {

  /** In the database. */
  static final int MOST_CHARACTERS = 50;

  private static final List<String> REFERENCES =
      List.of("then", "then_tables", "main_feed", "repeats_feed");

  /** One of no form, which calls for no other. */
  static SyncType of(String name) {
    return new SyncType(name, "", Map.of());
  }

  /** Without the alias of the form. */
  public String flow() {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** What kind of work it is: feed, images, links, unified, views or comparison. */
  public String kind() {
    return parameters.getOrDefault("kind", "");
  }

  /** Whether it reads a feed of Central. */
  public boolean isFeed() {
    return kind().equals("feed");
  }

  /** Whether it compares what is stored with Central. */
  public boolean isComparison() {
    return kind().equals("comparison");
  }

  /** Its place in a cycle; 0 for none. */
  public int place() {
    return Integer.parseInt(parameters.getOrDefault("cycle", "0"));
  }

  /** The sync types that are due when it has changed something. */
  public List<String> then() {
    return references("then");
  }

  /** The sync types that are due when it has made tables or columns. */
  public List<String> thenTables() {
    return references("then_tables");
  }

  /** All that it names, by the parameter that names them. */
  Stream<Map.Entry<String, String>> references() {
    return REFERENCES.stream()
        .flatMap(name -> references(name).stream().map(type -> Map.entry(name, type)));
  }

  /** A parameter for a statement, one that names sync types; null for none. */
  @Nullable String parameter(String key) {
    return REFERENCES.contains(key) && parameters.containsKey(key)
        ? String.join(",", references(key))
        : null;
  }

  private List<String> references(String parameter) {
    return Stream.of(parameters.getOrDefault(parameter, "").split(","))
        .map(String::strip)
        .filter(flow -> !flow.isEmpty())
        .map(this::sibling)
        .toList();
  }

  /** The sync type of the same form that another flow has. */
  String sibling(String flow) {
    return name.substring(0, name.length() - flow().length()) + flow;
  }
}
