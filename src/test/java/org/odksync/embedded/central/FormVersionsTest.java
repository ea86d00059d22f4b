package org.odksync.embedded.central;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The effects of publishing a new version of the form. */
class FormVersionsTest {

  private static final String METADATA = SampleClient.FORM + ".svc/$metadata";
  private static final String FIELDS = SampleClient.FORM + "/fields?odata=true";

  private final SettableClock clock = new SettableClock();
  private SampleCentral central;
  private Submissions submissions;
  private SampleClient caller;
  private String old;

  @BeforeEach
  void start() throws IOException {
    central = SampleCentral.startEmpty(clock);
    submissions = central.submissions();
    caller = new SampleClient(central);
    old = submissions.create();
    clock.move(Duration.ofHours(1));
  }

  @AfterEach
  void stop() {
    central.close();
  }

  private JsonNode row(String id) {
    String filter = "&$filter=" + SampleClient.encoded("__id eq '" + id + "'");
    return caller.json(SampleClient.TABLE + "?$expand=*" + filter).at("/value/0");
  }

  private List<String> paths() {
    List<String> paths = new ArrayList<>();
    caller.json(FIELDS).forEach(field -> paths.add(field.path("path").asText()));
    return paths;
  }

  private JsonNode field(String path) {
    return caller.json(FIELDS).get(paths().indexOf(path));
  }

  private String metadata() {
    return new String(caller.get(METADATA).body(), UTF_8);
  }

  @Test
  void newVersionChangesFormAndMetadataButNotTheRowsEtag() {
    ObjectNode before = (ObjectNode) caller.json(SampleClient.FORM);
    String metadata = caller.etag(METADATA);
    String fields = caller.etag(FIELDS);
    String rows = caller.etag(SampleClient.TABLE);
    String version = central.draft().add("/notes", FieldType.STRING).publish();
    ObjectNode after = (ObjectNode) caller.json(SampleClient.FORM);

    assertThat(version).isEqualTo("2026010102").isEqualTo(after.path("version").asText());
    for (String moved : List.of("version", "hash", "sha", "sha256", "publishedAt", "updatedAt")) {
      assertThat(after.path(moved)).as(moved).isNotEqualTo(before.path(moved));
      before.remove(moved);
      after.remove(moved);
    }
    assertThat(after).isEqualTo(before);
    assertThat(caller.get(METADATA, "If-None-Match", metadata).statusCode()).isEqualTo(200);
    assertThat(caller.get(FIELDS, "If-None-Match", fields).statusCode()).isEqualTo(200);
    assertThat(caller.get(SampleClient.TABLE, "If-None-Match", rows).statusCode()).isEqualTo(304);
    assertThat(row(old).has("notes")).isTrue();
  }

  @Test
  void versionsAreListedNewestFirst() {
    central.draft().add("/notes", FieldType.STRING).publish();
    clock.move(Duration.ofMinutes(1));
    central.draft().remove("/notes").publish();
    JsonNode versions = caller.json(SampleClient.FORM + "/versions");

    assertThat(versions.findValuesAsText("version"))
        .containsExactly("2026010103", "2026010102", "2026010101");
    assertThat(versions.findValuesAsText("hash")).doesNotHaveDuplicates();
    assertThat(versions.findValuesAsText("publishedAt"))
        .startsWith("2026-12-20T11:01:00.123Z", "2026-12-20T11:00:00.123Z")
        .doesNotHaveDuplicates();
    assertThat(versions.get(0)).isEqualTo(caller.json(SampleClient.FORM));
  }

  @Test
  void rowKeepsTheVersionItArrivedWith() {
    String version = central.draft().add("/notes", FieldType.STRING).publish();
    submissions.edit(old, values -> values.put("notes", "late"));
    String young = submissions.create();

    assertThat(row(old).path("notes").asText()).isEqualTo("late");
    assertThat(row(old).at("/__system/formVersion").asText()).isEqualTo("2026010101");
    assertThat(row(young).at("/__system/formVersion").asText()).isEqualTo(version);
  }

  @ParameterizedTest
  @CsvSource({
    "STRING, string, Edm.String, 'blue'",
    "INT, int, Edm.Int64, 7",
    "DECIMAL, decimal, Edm.Decimal, 7.5",
    "DATE, date, Edm.Date, '2026-01-02'",
    "DATE_TIME, dateTime, Edm.DateTimeOffset, '2026-01-02T03:04:05.678+00:00'",
    "SELECT_MULTIPLE, string, Edm.String, 'a b'",
    "BINARY, binary, Edm.String, 'a.jpg'",
    "VIDEO, binary, Edm.String, 'a.mp4'"
  })
  void addedFieldIsNullForOldRows(FieldType type, String name, String edm, String text)
      throws IOException {
    central.draft().add("/added", type).publish();
    boolean number = type == FieldType.INT || type == FieldType.DECIMAL;
    JsonNode value = SampleClient.JSON.readTree(number ? text : "\"" + text + "\"");
    String young = submissions.create(Json.object().set("added", value));

    assertThat(row(old).path("added").isNull()).isTrue();
    assertThat(row(young).path("added")).isEqualTo(value);
    assertThat(field("/added").path("type").asText()).isEqualTo(name);
    assertThat(field("/added").path("binary").asBoolean()).isEqualTo(name.equals("binary"));
    assertThat(field("/added").path("selectMultiple").asBoolean())
        .isEqualTo(type == FieldType.SELECT_MULTIPLE);
    assertThat(metadata()).contains("<Property Name=\"added\" Type=\"" + edm + "\"/>");
    assertThat(paths().indexOf("/added")).isEqualTo(paths().indexOf("/meta") - 1);
    assertThat(caller.json(SampleClient.TABLE + "?$select=added").path("value")).hasSize(2);
  }

  @Test
  void definitionHasMediaTypesOfUploads() throws IOException {
    central.draft().add("/interview", FieldType.AUDIO).publish();

    HttpResponse<byte[]> answer = caller.get(SampleClient.FORM + ".xml");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(t -> assertThat(t).startsWith("application/xml"));
    assertThat(new String(answer.body(), UTF_8))
        .contains("<upload ref=\"/data/logo\" mediatype=\"image/*\">")
        .contains("<upload ref=\"/data/interview\" mediatype=\"audio/*\">")
        .contains("<bind nodeset=\"/data/interview\" type=\"binary\"/>");
  }

  @Test
  void fieldsAreAddedToTheirGroup() {
    central
        .draft()
        .add("/roof", FieldType.STRUCTURE)
        .add("/roof/colour", FieldType.STRING)
        .add("/property_location/ward", FieldType.STRING)
        .add("/person_details/occupancy/since", FieldType.DATE)
        .publish();

    assertThat(paths())
        .containsSubsequence(
            "/property_location/address_plus_code_image",
            "/property_location/ward",
            "/property_description",
            "/person_details/occupancy/rent_currency_unit",
            "/person_details/occupancy/since",
            "/End",
            "/roof",
            "/roof/colour",
            "/meta");
    assertThat(row(old).at("/roof/colour").isNull()).isTrue();
    assertThat(row(old).at("/person_details/0/occupancy").has("since")).isTrue();
  }

  @Test
  void removedFieldIsHiddenAndReturnsWithItsValues() {
    String name = row(old).at("/property_description/property_name").asText();
    central.draft().remove("/property_description").publish();

    assertThat(row(old).has("property_description")).isFalse();
    assertThat(submissions.get(old).has("property_description")).isFalse();
    assertThat(paths()).noneMatch(path -> path.startsWith("/property_description"));
    assertThat(metadata()).doesNotContain("property_description");
    HttpResponse<byte[]> answer = caller.get(SampleClient.TABLE + "?$select=property_description");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(SampleClient.json(answer).path("code").asDouble()).isEqualTo(400.23);

    central
        .draft()
        .add("/property_description", FieldType.STRUCTURE)
        .add("/property_description/property_name", FieldType.STRING)
        .publish();
    assertThat(row(old).at("/property_description/property_name").asText()).isEqualTo(name);
    assertThat(row(old).path("property_description").properties()).hasSize(1);
  }

  @Test
  void fieldIsAddedInsideTheRepeat() {
    central
        .draft()
        .add("/person_details/nickname", FieldType.STRING)
        .remove("/person_details/tin")
        .publish();
    submissions.edit(
        old, values -> ((ObjectNode) values.at("/person_details/0")).put("nickname", "Jay"));
    String table = SampleClient.TABLE + ".person_details?$select=__id,nickname";

    assertThat(row(old).at("/person_details/0/nickname").asText()).isEqualTo("Jay");
    assertThat(row(old).at("/person_details/0").has("tin")).isFalse();
    assertThat(caller.json(table).at("/value/0/nickname").asText()).isEqualTo("Jay");
  }

  @Test
  void addedFileFieldsNameAttachmentsAlsoInsideTheRepeat() {
    central
        .draft()
        .add("/roof_image", FieldType.BINARY)
        .add("/person_details/portrait", FieldType.BINARY)
        .publish();
    ObjectNode values = Json.object().put("roof_image", "roof.jpg").put("logo", "logo.jpg");
    values.withArrayProperty("person_details").addObject().put("portrait", "one.jpg");
    values.withArrayProperty("person_details").addObject().put("portrait", "two.jpg");
    String young = submissions.create(values);
    submissions.putAttachment(young, "two.jpg", new byte[] {2});

    assertThat(submissions.attachments(young))
        .containsOnlyKeys("logo.jpg", "roof.jpg", "one.jpg", "two.jpg");
    assertThat(row(young).at("/__system/attachmentsExpected").asInt()).isEqualTo(4);
    assertThat(row(young).at("/__system/attachmentsPresent").asInt()).isEqualTo(1);
    assertThat(caller.get(SampleClient.attachments(young) + "/two.jpg").body()).containsExactly(2);
  }

  @Test
  void filesOfARemovedFieldRemain() {
    Map<String, ?> files = submissions.attachments(old);
    assertThat(files).isNotEmpty();
    central.draft().remove("/property_description/building_image").publish();

    assertThat(submissions.attachments(old)).containsOnlyKeys(files.keySet());
  }

  @Test
  void addedRepeatIsATable() {
    central.draft().add("/rooms", FieldType.REPEAT).add("/rooms/size", FieldType.DECIMAL).publish();
    ObjectNode values = Json.object();
    values.withArrayProperty("rooms").addObject().put("size", 12.5);
    values.withArrayProperty("rooms").addObject();
    String young = submissions.create(values);
    JsonNode table = caller.json(SampleClient.TABLE + ".rooms?$count=true");

    assertThat(row(young).path("rooms")).hasSize(2);
    assertThat(row(young).at("/rooms/0/size").asDouble()).isEqualTo(12.5);
    assertThat(row(young).at("/rooms/1/size").isNull()).isTrue();
    assertThat(row(young).path("rooms@odata.navigationLink").asText()).endsWith("')/rooms");
    assertThat(row(young).has("person_details")).isFalse();
    assertThat(row(old).has("rooms")).isFalse();
    assertThat(row(old).has("rooms@odata.navigationLink")).isFalse();
    assertThat(row(old).path("person_details")).isNotEmpty();
    assertThat(table.path("@odata.count").asInt()).isEqualTo(2);
    assertThat(table.path("@odata.context").asText()).endsWith("#Submissions.rooms");
    assertThat(table.at("/value/0/__Submissions-id").asText()).isEqualTo(young);
    assertThat(table.at("/value/0/__id")).isEqualTo(row(young).at("/rooms/0/__id"));
    assertThat(caller.json(SampleClient.TABLE + "('" + young + "')/rooms").path("value"))
        .hasSize(2);
    assertThat(caller.json(SampleClient.FORM + ".svc").path("value").findValuesAsText("name"))
        .containsExactly("Submissions", "Submissions.person_details", "Submissions.rooms");
    assertThat(metadata())
        .contains("<EntityType Name=\"Submissions.rooms\">")
        .contains("<EntitySet Name=\"Submissions.rooms\"");
  }

  @Test
  void removedRepeatIsNoLongerATable() {
    central.draft().remove("/person_details").publish();

    assertThat(row(old).has("person_details")).isFalse();
    assertThat(row(old).has("person_details@odata.navigationLink")).isFalse();
    assertThat(caller.get(SampleClient.TABLE + ".person_details").statusCode()).isEqualTo(404);
    assertThat(row(submissions.create()).has("person_details")).isFalse();
  }

  @Test
  void draftIsInvisibleUntilPublished() {
    Draft draft = central.draft().add("/notes", FieldType.STRING).remove("/logo");

    assertThat(paths()).contains("/logo").doesNotContain("/notes");
    draft.publish();
    assertThat(paths()).contains("/notes").doesNotContain("/logo");
  }

  @Test
  void typeOfAPathNeverChanges() {
    central.draft().add("/rooms", FieldType.INT).publish();
    central.draft().remove("/rooms").publish();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> central.draft().add("/rooms", FieldType.STRING))
        .withMessageContaining("change the type of the field at /rooms")
        .withMessageContaining("\"int\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> central.draft().remove("/logo").add("/logo", FieldType.INT));
    central.draft().add("/rooms", FieldType.INT).publish();
    assertThat(paths()).contains("/rooms");
  }

  @ParameterizedTest
  @CsvSource({
    "/logo, BINARY",
    "notes, STRING",
    "/a b, STRING",
    "/none/notes, STRING",
    "/logo/notes, STRING"
  })
  void invalidFieldIsRefused(String path, FieldType type) {
    Draft draft = central.draft();

    assertThatIllegalArgumentException().isThrownBy(() -> draft.add(path, type));
  }

  @ParameterizedTest
  @CsvSource({"/none", "/meta", "/meta/instanceID"})
  void removingMetaOrUnknownFieldIsRefused(String path) {
    Draft draft = central.draft();

    assertThatIllegalArgumentException().isThrownBy(() -> draft.remove(path));
  }

  @Test
  void clearRestoresTheFirstVersion() {
    JsonNode form = caller.json(SampleClient.FORM);
    central.draft().add("/notes", FieldType.STRING).publish();
    submissions.clear();

    assertThat(caller.json(SampleClient.FORM)).isEqualTo(form);
    assertThat(caller.json(SampleClient.FORM + "/versions")).hasSize(1);
    central.draft().add("/notes", FieldType.INT).publish();
    assertThat(field("/notes").path("type").asText()).isEqualTo("int");
  }
}
