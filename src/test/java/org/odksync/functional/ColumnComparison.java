package org.odksync.functional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares stored rows with expected rows, column by column. */
final class ColumnComparison {

  private static final Set<String> LINKS = Set.of("building_image_url", "address_plus_code_url");

  /** Central omits this for a submission without rows of the repeat. */
  private static final String NAVIGATION = "@odata.navigationLink";

  /** System columns that change without a timestamp. */
  private static final List<String> SILENT = List.of("attachmentsPresent", "submitterName");

  private ColumnComparison() {}

  /**
   * The first column in which a row differs from Central. A column that the form no longer has
   * keeps its old values.
   *
   * @param rejected raw values by {@code <key>/<column>}; their columns are NULL
   */
  static Optional<String> difference(
      JsonNode stored, JsonNode expected, Map<String, JsonNode> rejected) {
    for (Map.Entry<String, JsonNode> field : expected.properties()) {
      String column = field.getKey();
      JsonNode raw = rejected.get(expected.get("UUID").textValue() + "/" + column);
      JsonNode value = stored.get(column);
      boolean isRight =
          raw == null
              ? value != null && isSame(column, value, field.getValue())
              : value.isNull() && isSame(column, raw, field.getValue());
      if (!isRight) {
        return Optional.of(
            "%s: stored %s, Central has %s, rejected is %s"
                .formatted(column, value, field.getValue(), raw));
      }
    }
    return stored.properties().stream()
        .filter(column -> column.getKey().endsWith(NAVIGATION) && !column.getValue().isNull())
        .map(Map.Entry::getKey)
        .filter(column -> !expected.has(column))
        .findFirst()
        .map(column -> column + " is stored, but Central has none");
  }

  /** The first difference of several rows, by key. */
  static Optional<String> difference(
      Map<String, JsonNode> stored,
      Map<String, JsonNode> expected,
      Map<String, JsonNode> rejected) {
    if (!stored.keySet().equals(expected.keySet())) {
      return Optional.of("stored %s, expected %s".formatted(stored.keySet(), expected.keySet()));
    }
    return expected.entrySet().stream()
        .flatMap(
            row ->
                difference(stored.get(row.getKey()), row.getValue(), rejected)
                    .map(difference -> row.getKey() + " " + difference)
                    .stream())
        .findFirst();
  }

  /**
   * The first column in which a unified row differs from its main row, its children in form order,
   * and the HTML of its links.
   *
   * @param fields the main table's columns in the current form version
   */
  static Optional<String> unifiedDifference(
      JsonNode row, JsonNode main, Iterable<JsonNode> children, Set<String> fields) {
    for (Map.Entry<String, JsonNode> column : main.properties()) {
      String name = column.getKey();
      boolean isThere = LINKS.contains(name) || fields.contains(name.replace(NAVIGATION, ""));
      if (isThere && !column.getValue().equals(row.get(name))) {
        return Optional.of("%s: unified has %s, main %s".formatted(name, row.get(name), column));
      }
    }
    for (String link : LINKS) {
      if (!isHtml(row.path(link + "_html"), row.path(link))) {
        return Optional.of(link + "_html is " + row.path(link + "_html"));
      }
    }
    JsonNode array = row.path("person_details");
    return array.isArray() && filled(array).equals(filled(children))
        ? Optional.empty()
        : Optional.of("person_details is " + array);
  }

  /** Drops empty columns: they may be newer than the row. */
  private static JsonNode filled(Iterable<JsonNode> children) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (JsonNode child : children) {
      ObjectNode columns = ((ObjectNode) child.deepCopy()).without("__Submissions-id");
      columns.properties().removeIf(column -> column.getValue().isNull());
      array.add(columns);
    }
    return array;
  }

  private static boolean isHtml(JsonNode html, JsonNode url) {
    if (url.isNull()) {
      return html.isNull();
    }
    String escaped = url.textValue().replace("&", "&amp;");
    return html.textValue() != null
        && html.textValue()
            .startsWith("<a href=\"" + escaped + "\"><img src=\"" + escaped + "\" alt=\"");
  }

  private static boolean isSame(String column, JsonNode stored, JsonNode expected) {
    JsonNode a = column.equals("__system") ? withoutSilent(stored) : stored;
    JsonNode b = column.equals("__system") ? withoutSilent(expected) : expected;
    return a.equals(ColumnComparison::compareValues, b) || isSameTime(a, b);
  }

  /** Drops what only reconcile finds: arrived files, new names, and deletes at an old Central. */
  private static JsonNode withoutSilent(JsonNode system) {
    if (!system.isObject()) {
      return NullNode.instance;
    }
    ObjectNode loud = ((ObjectNode) system.deepCopy()).without(SILENT);
    return loud.path("deletedAt").isNull() ? loud.without("deletedAt") : loud;
  }

  /** Treats 13.50 and 13.5 as equal. */
  private static int compareValues(JsonNode a, JsonNode b) {
    if (a.isNumber() && b.isNumber()) {
      return a.decimalValue().compareTo(b.decimalValue());
    }
    return a.equals(b) ? 0 : 1;
  }

  private static boolean isSameTime(JsonNode a, JsonNode b) {
    try {
      return a.isTextual()
          && b.isTextual()
          && OffsetDateTime.parse(a.textValue()).isEqual(OffsetDateTime.parse(b.textValue()));
    } catch (DateTimeException notTimes) {
      return false;
    }
  }
}
