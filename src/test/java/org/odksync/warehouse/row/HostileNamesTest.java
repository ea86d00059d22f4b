package org.odksync.warehouse.row;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.odksync.form.Form;
import org.odksync.form.FormVersion;
import org.odksync.form.Image;
import org.odksync.form.Table;
import org.odksync.form.Tables;

/**
 * For any field names and any sequence of versions: each value is in the column of its field, which
 * never changes, and our own columns hold our own values.
 */
class HostileNamesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SENT = "2026-01-03T04:05:06.000Z";
  private static final String LONG = "x".repeat(60);

  /**
   * Names used by odk-sync, PostgreSQL and Central, and names that become the same when they are
   * adapted.
   */
  private static final List<String> NAMES =
      List.of(
          "UUID",
          "uuid",
          "SubmittedDate",
          "deleted_at",
          "__deleted_at",
          "repeat_position",
          "__Submissions-id",
          "__Submissions-members-id",
          "ctid",
          "ctid_",
          "xmin_",
          "photo_url",
          "photo_url_html",
          "image_url",
          "members@odata.navigationLink",
          "inner@odata.navigationLink",
          "members_inner",
          "a_b",
          "name",
          LONG + "long1",
          LONG + "long2",
          "çığ \"'?${x}");

  /** One version: its fields at the top, in the repeat and in the nested repeat. */
  record Version(List<String> top, List<String> members, List<String> inner) {}

  @Property(tries = 150, generation = GenerationMode.RANDOMIZED, edgeCases = EdgeCasesMode.NONE)
  void eachValueIsInTheColumnOfItsField(
      @ForAll("versions") List<Version> versions, @ForAll boolean keepsDeleted) throws Exception {
    Form form = new Form();
    form.setId("survey");
    form.setDeletes(keepsDeleted ? "keep" : "mirror");
    Map<String, String> columns = new HashMap<>();
    for (int i = 0; i < versions.size(); i++) {
      FormVersion.of(form, form.versionHash("v" + i), fields(versions.get(i))).use();
      Tables tables = form.getVersion().tables();
      ObjectNode record = record(versions.get(i));

      JsonNode row =
          rows(Chunk.ofSubmissions(tables, List.of(record), ZoneOffset.UTC, 1), 1).get(0);

      assertThat(row.get("UUID").textValue()).isEqualTo("s1");
      assertThat(row.get("__id").textValue()).isEqualTo("s1");
      assertThat(row.get("SubmittedDate").textValue()).isEqualTo(SENT);
      assertThat(row.get("__system")).isEqualTo(record.get("__system"));
      check(row, "", versions.get(i).top(), columns);
      for (Table repeat : tables.repeats()) {
        checkRepeat(repeat, record, versions.get(i), columns);
      }
      assertThat(names(tables)).doesNotHaveDuplicates();
      tables.repeats().forEach(repeat -> assertThat(names(repeat)).doesNotHaveDuplicates());
    }
    // no two fields of all versions share a column
    assertThat(columns.values()).doesNotHaveDuplicates();
  }

  private static void checkRepeat(
      Table repeat, ObjectNode record, Version version, Map<String, String> columns)
      throws JsonProcessingException {
    boolean isInner = repeat.path().size() == 2;
    List<JsonNode> rows =
        rows(Chunk.ofChildren(repeat, List.of(record), false, ZoneOffset.UTC, 1), isInner ? 4 : 2);
    Set<String> keys = new HashSet<>();
    for (JsonNode row : rows) {
      keys.add(row.get("UUID").textValue());
      assertThat(row.get("UUID").textValue()).isEqualTo("s1_" + row.get("__id").textValue());
      assertThat(row.get("__Submissions-id").textValue()).isEqualTo("s1");
      check(
          row,
          "/" + String.join("/", repeat.path()),
          isInner ? version.inner : version.members,
          columns);
    }
    assertThat(keys).hasSize(rows.size());
    assertThat(rows.stream().map(row -> row.get("repeat_position").intValue()).toList())
        .isEqualTo(isInner ? List.of(1, 2, 1, 2) : List.of(1, 2));
  }

  private static void check(
      JsonNode row, String place, List<String> fields, Map<String, String> columns) {
    for (String field : fields) {
      String path = place + "/" + field;
      List<String> found =
          row.properties().stream()
              .filter(column -> column.getValue().asText().equals("answer to " + path))
              .map(Map.Entry::getKey)
              .toList();
      assertThat(found).as(path + " in " + row).hasSize(1);
      String column = place + " " + found.get(0);
      assertThat(columns.merge(path, column, (before, now) -> before)).isEqualTo(column);
    }
  }

  /** The columns of the table of submissions and the additional ones of the unified table. */
  private static List<String> names(Tables tables) {
    List<String> names = new ArrayList<>(names(tables.main()));
    tables.main().images().stream().map(Image::html).forEach(names::add);
    tables.repeats().stream().map(Table::array).forEach(names::add);
    return names;
  }

  private static List<String> names(Table table) {
    return Stream.concat(
            table.columns().stream().map(column -> column.name()),
            table.images().stream().map(Image::column))
        .toList();
  }

  private static List<JsonNode> rows(Chunk chunk, int count) throws JsonProcessingException {
    List<JsonNode> rows = new ArrayList<>();
    JSON.readTree(chunk.rows()).forEach(rows::add);
    assertThat(rows).hasSize(count);
    return rows;
  }

  private static List<Map<String, Object>> fields(Version version) {
    List<Map<String, Object>> fields = new ArrayList<>();
    version.top.forEach(name -> fields.add(field("/" + name, "string")));
    fields.add(field("/photo", "binary"));
    fields.add(field("/members", "repeat"));
    version.members.forEach(name -> fields.add(field("/members/" + name, "string")));
    fields.add(field("/members/image", "binary"));
    fields.add(field("/members/inner", "repeat"));
    version.inner.forEach(name -> fields.add(field("/members/inner/" + name, "string")));
    return fields;
  }

  private static Map<String, Object> field(String path, String type) {
    return Map.of("path", path, "type", type);
  }

  private static ObjectNode record(Version version) {
    ObjectNode record = JSON.createObjectNode().put("__id", "s1");
    record.putObject("__system").put("submissionDate", SENT);
    answer(record, "", version.top);
    for (int i = 1; i <= 2; i++) {
      ObjectNode member = record.withArrayProperty("members").addObject().put("__id", "m" + i);
      answer(member, "/members", version.members);
      for (int j = 1; j <= 2; j++) {
        ObjectNode inner =
            member.withArrayProperty("inner").addObject().put("__id", "m" + i + "i" + j);
        answer(inner, "/members/inner", version.inner);
      }
    }
    return record;
  }

  private static void answer(ObjectNode record, String place, List<String> fields) {
    fields.forEach(name -> record.put(name, "answer to " + place + "/" + name));
  }

  @Provide
  Arbitrary<List<Version>> versions() {
    Arbitrary<List<String>> top = Arbitraries.shuffle(NAMES).map(all -> all.subList(0, 14));
    List<String> withId = Stream.concat(NAMES.stream(), Stream.of("__id", "__id")).toList();
    Arbitrary<List<String>> inRepeat =
        Arbitraries.shuffle(withId).map(all -> all.subList(0, 14).stream().distinct().toList());
    return Combinators.combine(top, inRepeat, inRepeat)
        .as(Version::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4);
  }
}
