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

/** Stored rows against what they are to be, column by column. */
final class Columns {

  private static final Set<String> LINKS = Set.of("building_image_url", "address_plus_code_url");

  /** Central leaves this out for a submission without rows of the repeat. */
  private static final String NAVIGATION = "@odata.navigationLink";

  /** What moves no timestamp. */
  private static final List<String> SILENT = List.of("attachmentsPresent", "submitterName");

  private Columns() {}

  /**
   * The first column in which a row is not what Central has. A column that Central's form no longer
   * has keeps what it held.
   *
   * @param rejected raw values, by {@code <key>/<column>}, which are stored as NULL
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

  /** The same for whole sets of rows by their keys. */
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
   * The first column in which a unified row is not its main row, with its children in the order of
   * the form, and HTML for its links.
   *
   * @param fields those of the main table that the form has now
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

  /** A column that holds nothing counts for nothing: it may have been added since. */
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
    return a.equals(Columns::compareValues, b) || isSameTime(a, b);
  }

  /**
   * Nothing tells of a file that arrives, or of a new name: only reconcile finds it. And older
   * Centrals do not know deletes.
   */
  private static JsonNode withoutSilent(JsonNode system) {
    if (!system.isObject()) {
      return NullNode.instance;
    }
    ObjectNode loud = ((ObjectNode) system.deepCopy()).without(SILENT);
    return loud.path("deletedAt").isNull() ? loud.without("deletedAt") : loud;
  }

  /** 13.50 and 13.5 are one number. */
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
