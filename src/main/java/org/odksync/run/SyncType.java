package org.odksync.run;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A sync type, as declared by its entry route or route template. The parameters {@code then},
 * {@code then_tables}, {@code main_feed} and {@code repeats_feed} name other sync types of the same
 * form, without its alias.
 *
 * @param name as in the tracking tables, such as {@code main_submissions}, or {@code
 *     households.main_submissions} of the form with that alias
 * @param form name of its form bean; empty for none
 * @param parameters of the template, including defaults
 */
public record SyncType(String name, String form, Map<String, String> parameters) {

  /** The size of the column in the database. */
  static final int MAX_CHARACTERS = 50;

  private static final List<String> REFERENCES =
      List.of("then", "then_tables", "main_feed", "repeats_feed");

  /** A sync type without a form that triggers no others. */
  static SyncType of(String name) {
    return new SyncType(name, "", Map.of());
  }

  /** The name without the alias of the form. */
  public String flow() {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** The kind of work: feed, images, links, unified, views or comparison. */
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

  /** Its position in a cycle; 0 for none. */
  public int place() {
    return Integer.parseInt(parameters.getOrDefault("cycle", "0"));
  }

  /** The sync types that are due after it changed something. */
  public List<String> then() {
    return references("then");
  }

  /** The sync types that are due after it created tables or columns. */
  public List<String> thenTables() {
    return references("then_tables");
  }

  /** All referenced sync types, with the parameter that references them. */
  Stream<Map.Entry<String, String>> references() {
    return REFERENCES.stream()
        .flatMap(name -> references(name).stream().map(type -> Map.entry(name, type)));
  }

  /**
   * The value of a parameter that references sync types, for a statement; null for other
   * parameters.
   */
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

  /** The sync type of another flow of the same form. */
  String sibling(String flow) {
    return name.substring(0, name.length() - flow().length()) + flow;
  }
}
