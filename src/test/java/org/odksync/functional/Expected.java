package org.odksync.functional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The expected rows of one submission, made from Central's answer without the code that fills the
 * warehouse.
 *
 * @param main the row of the main table
 * @param persons the rows of its children by key, in form order
 */
record Expected(JsonNode main, Map<String, JsonNode> persons) {

  /** An absent submission. */
  static final Expected NOTHING = new Expected(NullNode.instance, Map.of());

  /**
   * @param submission as {@code $expand=*} gives it
   */
  static Expected of(JsonNode submission) {
    ObjectNode row = submission.deepCopy();
    String id = row.get("__id").textValue();
    row.put("UUID", id);
    row.set("SubmittedDate", row.get("__system").get("submissionDate"));
    Map<String, JsonNode> persons = new LinkedHashMap<>();
    for (JsonNode person : row.path("person_details")) {
      String key = id + "_" + person.get("__id").textValue();
      ObjectNode child = person.deepCopy();
      child.put("UUID", key).put("__Submissions-id", id);
      persons.put(key, child.put("repeat_position", persons.size() + 1));
    }
    row.remove("person_details");
    return new Expected(row, persons);
  }

  /** The row of the main table by key; empty for none. */
  Map<String, JsonNode> mainRows() {
    return main.isNull() ? Map.of() : Map.of(main.get("UUID").textValue(), main);
  }

  /** A copy without these fields at any level. */
  Expected without(Set<String> fields) {
    Map<String, JsonNode> others = new LinkedHashMap<>();
    persons.forEach((key, person) -> others.put(key, without(person, fields)));
    return new Expected(without(main, fields), others);
  }

  static JsonNode without(JsonNode row, Set<String> fields) {
    if (!(row instanceof ObjectNode object)) {
      return row;
    }
    ObjectNode others = JsonNodeFactory.instance.objectNode();
    object.properties().stream()
        .filter(field -> !fields.contains(field.getKey()))
        .forEach(field -> others.set(field.getKey(), without(field.getValue(), fields)));
    return others;
  }
}
