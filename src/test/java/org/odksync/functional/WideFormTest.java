package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.odksync.check.Check;
import org.odksync.embedded.central.FieldType;
import org.odksync.embedded.central.SampleCentral;
import org.odksync.embedded.central.SampleForm;

/** Forms with more questions than a PostgreSQL row can hold: no answer is lost. */
class WideFormTest {

  private static final String REST = "answers_rest";

  private final Platform platform;
  private final Warehouse warehouse;
  private final SampleCentral central;

  WideFormTest() throws Exception {
    List<String> fields = new ArrayList<>(List.of("string /name", "string /" + REST));
    numbers(900).forEach(n -> fields.add("int /q" + n));
    numbers(800).forEach(n -> fields.add("string /t" + n));
    fields.addAll(List.of("structure /g", "binary /g/photo", "repeat /members"));
    numbers(700).forEach(n -> fields.add("string /members/m" + n));
    SampleForm form = new SampleForm("wide", "Wide", SampleCentral.PROJECT_ID, fields);
    central = SampleCentral.startEmpty(Clock.systemUTC(), form);
    platform = new Platform(central);
    warehouse = platform.warehouse();
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  @Test
  void everyAnswerIsInItsColumnOrInAnswersRest() throws Exception {
    assertThat(platform.doctor())
        .filteredOn(check -> check.subject().equals("schema"))
        .singleElement()
        .matches(check -> check.outcome() == Check.Outcome.WARN)
        .extracting(Check::message)
        .asString()
        .contains("answers_rest", "of wide, ", "of wide_members ");
    String small = central.submissions().create(answers(0, 0).put("t799", "last"));
    String full = central.submissions().create(answers(1, 23));
    central.submissions().create(answers(2, 4_000));

    platform.succeed(OnPlatform.CYCLE);

    assertThat(warehouse.query("SELECT to_jsonb(r) FROM odk_rejected_record r")).isEmpty();
    assertThat(central.submissions().list()).hasSize(3).allSatisfy(this::isStored);
    JsonNode stored = warehouse.table("wide").get(small);
    assertThat(stored.get("q0").intValue()).isZero();
    assertThat(rest(stored).get("t799").textValue()).isEqualTo("last");
    assertThat(stored.get(REST).isObject()).isTrue();
    List<String> columns = columns("wide");
    assertThat(columns)
        .contains("q899", "g", "photo_url")
        .doesNotContain("t799")
        .hasSizeLessThan(1_600);

    central.draft().add("/late", FieldType.STRING).publish();
    central.submissions().edit(full, values -> values.put("late", "x").putNull("q1"));
    platform.succeed(OnPlatform.CYCLE);

    assertThat(columns("wide")).containsExactlyElementsOf(columns);
    assertThat(rest(warehouse.table("wide").get(full)).get("late").textValue()).isEqualTo("x");
    assertThat(central.submissions().list()).allSatisfy(this::isStored);
  }

  @Test
  @Tag("soak")
  void existingColumnStaysAndTooWideRowsUseAnswersRest() throws Exception {
    platform.service();
    String columns =
        String.join(" bigint, ", numbers(900).map(n -> "q" + n).toList())
            + " bigint, "
            + String.join(" text, ", numbers(400).map(n -> "t" + n).toList())
            + " text";
    warehouse.execute("CREATE TABLE wide (\"UUID\" text PRIMARY KEY, %s)".formatted(columns));
    String small = central.submissions().create(answers(0, 0).put("t399", "last"));
    central.submissions().create(answers(1, 23));

    platform.succeed(OnPlatform.CYCLE);

    assertThat(warehouse.query("SELECT to_jsonb(r) FROM odk_rejected_record r")).isEmpty();
    assertThat(warehouse.table("wide").get(small).get("t399").textValue()).isEqualTo("last");
    assertThat(central.submissions().list()).hasSize(2).allSatisfy(this::isStored);
  }

  /**
   * @param length of all texts; 0 for none
   */
  private static ObjectNode answers(int number, int length) {
    ObjectNode values = JsonNodeFactory.instance.objectNode().put("name", "n" + number);
    values.put("q0", number);
    if (length > 0) {
      values.put(REST, "the answer");
      values.putObject("g").put("photo", "p.jpg");
      numbers(900).forEach(n -> values.put("q" + n, Integer.parseInt(n) * 1_000_000_007L));
      numbers(800).forEach(n -> values.put("t" + n, text(n, length)));
      ObjectNode member = values.putArray("members").addObject();
      numbers(700).forEach(n -> member.put("m" + n, text(n, length)));
    }
    return values;
  }

  /** Text that does not compress. */
  private static String text(String seed, int length) {
    return IntStream.iterate(seed.hashCode() + 17, i -> i * 1_103_515_245 + 12_345)
        .limit(length)
        .mapToObj(i -> Character.toString('!' + Math.floorMod(i >> 16, 90)))
        .collect(Collectors.joining());
  }

  private static Stream<String> numbers(int count) {
    return IntStream.range(0, count).mapToObj(String::valueOf);
  }

  private void isStored(ObjectNode submission) throws SQLException {
    String id = submission.get("__id").textValue();
    holds(warehouse.table("wide").get(id), submission, "q", "t", "name", "g", "late");
    holds(warehouse.table("wide_unified").get(id), submission, "q", "t", "name", "g", "late");
    for (JsonNode member : submission.path("members")) {
      String key = id + "_" + member.get("__id").textValue();
      holds(warehouse.table("wide_members").get(key), member, "m");
      assertThat(warehouse.table("wide_unified").get(id).get("members")).hasSize(1);
    }
  }

  private static void holds(JsonNode row, JsonNode record, String... prefixes) {
    assertThat(row).isNotNull();
    JsonNode rest = rest(row);
    record
        .properties()
        .forEach(
            answer -> {
              String name = answer.getKey();
              if (!answer.getValue().isNull()
                  && name.matches("(" + String.join("|", prefixes) + ")\\d*")) {
                JsonNode column = row.path(name);
                JsonNode value =
                    column.isMissingNode() || column.isNull() ? rest.path(name) : column;
                assertThat(value.asText()).as(name).isEqualTo(answer.getValue().asText());
              }
            });
  }

  /** The row's answers_rest; a form question has the same name. */
  private static JsonNode rest(JsonNode row) {
    return row.properties().stream()
        .filter(cell -> cell.getKey().startsWith(REST))
        .map(Map.Entry::getValue)
        .filter(JsonNode::isObject)
        .findFirst()
        .orElseGet(JsonNodeFactory.instance::objectNode);
  }

  private List<String> columns(String table) throws SQLException {
    return warehouse
        .query(
            "SELECT to_jsonb(attname) FROM pg_attribute WHERE attrelid = ?::regclass AND attnum > 0 ORDER BY attnum",
            table)
        .stream()
        .map(JsonNode::textValue)
        .toList();
  }
}
