package org.odksync.embedded.central;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A form with repeats on three levels, the upper two each in a group. */
class NestedFormTest {

  private static final SampleForm FORM =
      new SampleForm(
          "census",
          "Census",
          "1",
          List.of(
              "string /place",
              "structure /area",
              "int /area/size",
              "repeat /area/house",
              "string /area/house/street",
              "structure /area/house/inside",
              "repeat /area/house/inside/person",
              "string /area/house/inside/person/name",
              "repeat /area/house/inside/person/visit",
              "date /area/house/inside/person/visit/day",
              "binary /area/house/inside/person/visit/photo",
              "int /area/house/inside/rooms",
              "structure /meta",
              "string /meta/instanceID"));

  private static final String ID = "uuid:00000000-0000-4000-8000-000000000001";
  private static final String SERVICE = "/v1/projects/1/forms/census.svc";
  private static final String TABLE = SERVICE + "/Submissions";
  private static final String HOUSES = TABLE + ".area.house";
  private static final String PERSONS = HOUSES + ".inside.person";
  private static final String VISITS = PERSONS + ".visit";
  private static final String LINK = "Submissions('" + ID.replace(":", "%3A") + "')/area/house";

  private static final String KIRK = house(ID, 0);
  private static final String QUAY = house(ID, 1);
  private static final String ANN = person(KIRK, 0);
  private static final String BEN = person(KIRK, 1);

  private final SettableClock clock = new SettableClock();
  private SampleCentral central;
  private Submissions submissions;
  private SampleClient caller;

  private static String house(String submission, int position) {
    return ETags.hex("SHA-1", submission + "/area/house/" + position);
  }

  private static String person(String house, int position) {
    return ETags.hex("SHA-1", house + "/inside/person/" + position);
  }

  private static String visit(String person, int position) {
    return ETags.hex("SHA-1", person + "/visit/" + position);
  }

  @BeforeEach
  void start() throws IOException {
    central = SampleCentral.startEmpty(clock, FORM);
    submissions = central.submissions();
    caller = new SampleClient(central);
    submissions.create(
        (ObjectNode)
            json(
                """
                {'place': 'Leith', 'meta': {'instanceID': '%s'}, 'area': {'size': 7, 'house': [
                  {'street': 'Kirk', 'inside': {'rooms': 3, 'person': [
                    {'name': 'Ann', 'visit': [{'day': '2026-01-02'}, {'photo': 'b.jpg'}]},
                    {'name': 'Ben'}]}},
                  {'street': 'Quay', 'inside': {'rooms': 4}}]}}
                """
                    .formatted(ID)));
  }

  @AfterEach
  void stop() {
    central.close();
  }

  private static JsonNode json(String text) throws IOException {
    return SampleClient.JSON.readTree(text.replace('\'', '"'));
  }

  private static List<String> column(JsonNode table, String name) {
    List<String> values = new ArrayList<>();
    table.path("value").forEach(row -> values.add(row.path(name).asText()));
    return values;
  }

  @Test
  void expandNestsEveryRepeatInItsRow() throws IOException {
    ObjectNode row = (ObjectNode) caller.json(TABLE + "?$expand=*").at("/value/0");

    assertThat(submissions.get(ID)).isEqualTo(row);
    assertThat(row.remove("__system").path("attachmentsExpected").asInt()).isEqualTo(1);
    JsonNode expected =
        json(
            """
            {'place': 'Leith',
             'area': {'size': 7,
               'house@odata.navigationLink': "%1$s",
               'house': [
                 {'street': 'Kirk',
                  'inside': {'rooms': 3,
                    'person@odata.navigationLink': "%1$s('%2$s')/inside/person",
                    'person': [
                      {'name': 'Ann', '__id': '%4$s',
                       'visit@odata.navigationLink': "%1$s('%2$s')/inside/person('%4$s')/visit",
                       'visit': [
                         {'day': '2026-01-02', 'photo': null, '__id': '%6$s'},
                         {'day': null, 'photo': 'b.jpg', '__id': '%7$s'}]},
                      {'name': 'Ben', '__id': '%5$s'}]},
                  '__id': '%2$s'},
                 {'street': 'Quay', 'inside': {'rooms': 4}, '__id': '%3$s'}]},
             'meta': {'instanceID': '%8$s'},
             '__id': '%8$s'}
            """
                // This character protects the quotes inside the links from the replacement.
                .replace("('%", "(~%")
                .replace("$s')", "$s~)")
                .replaceAll("\\n *", "")
                .formatted(
                    LINK.replace('\'', '~'),
                    KIRK,
                    QUAY,
                    ANN,
                    BEN,
                    visit(ANN, 0),
                    visit(ANN, 1),
                    ID));
    assertThat(row.toString()).isEqualTo(expected.toString().replace('~', '\''));
  }

  @Test
  void withoutExpandOnlyTheOuterRepeatHasALink() {
    JsonNode row = caller.json(TABLE).at("/value/0");

    assertThat(row.path("area").toString())
        .isEqualTo("{\"size\":7,\"house@odata.navigationLink\":\"" + LINK + "\"}");
  }

  @Test
  void everyRepeatIsATableWithParentIds() throws IOException {
    JsonNode houses = caller.json(HOUSES);
    JsonNode persons = caller.json(PERSONS + "?$count=true");
    JsonNode visits = caller.json(VISITS);

    assertThat(column(houses, "__id")).containsExactly(KIRK, QUAY);
    assertThat(column(houses, "__Submissions-id")).containsExactly(ID, ID);
    assertThat(houses.at("/value/0/inside/person@odata.navigationLink").asText())
        .isEqualTo(LINK + "('" + KIRK + "')/inside/person");
    assertThat(houses.at("/value/1").toString())
        .isEqualTo(
            json("{'street':'Quay','inside':{'rooms':4},'__id':'%s','__Submissions-id':'%s'}"
                    .formatted(QUAY, ID))
                .toString());
    assertThat(column(persons, "__id")).containsExactly(ANN, BEN);
    assertThat(column(persons, "name")).containsExactly("Ann", "Ben");
    assertThat(column(persons, "__Submissions-area-house-id")).containsExactly(KIRK, KIRK);
    assertThat(persons.at("/value/0").has("__Submissions-id")).isFalse();
    assertThat(persons.path("@odata.count").asInt()).isEqualTo(2);
    assertThat(persons.path("@odata.context").asText())
        .isEqualTo(central.baseUrl() + SERVICE + "/$metadata#Submissions.area.house.inside.person");
    assertThat(column(visits, "__Submissions-area-house-inside-person-id"))
        .containsExactly(ANN, ANN);
    assertThat(column(visits, "__id")).containsExactly(visit(ANN, 0), visit(ANN, 1));
  }

  @Test
  void expandedChildTableNestsItsOwnRepeats() {
    JsonNode house = caller.json(HOUSES + "?$expand=*").at("/value/0");

    assertThat(house.at("/inside/person/0/visit/1/photo").asText()).isEqualTo("b.jpg");
    assertThat(house.path("__Submissions-id").asText()).isEqualTo(ID);
    assertThat(house.at("/inside/person/0").has("__Submissions-area-house-id")).isFalse();
  }

  @Test
  void everyNavigationLinkGivesItsRows() {
    ArrayNode links = SampleClient.JSON.createArrayNode();
    JsonNode row = caller.json(TABLE + "?$expand=*").at("/value/0");
    row.findValuesAsText("house@odata.navigationLink").forEach(links::add);
    row.findValuesAsText("person@odata.navigationLink").forEach(links::add);
    row.findValuesAsText("visit@odata.navigationLink").forEach(links::add);

    assertThat(links).hasSize(3);
    assertThat(column(caller.json(SERVICE + "/" + links.path(0).asText()), "__id"))
        .containsExactly(KIRK, QUAY);
    assertThat(column(caller.json(SERVICE + "/" + links.path(1).asText()), "__id"))
        .containsExactly(ANN, BEN);
    assertThat(column(caller.json(SERVICE + "/" + links.path(2).asText()), "__id"))
        .containsExactly(visit(ANN, 0), visit(ANN, 1));
  }

  @Test
  void addressOfARepeatMayNameTheParentRow() {
    String quay = SERVICE + "/" + LINK + "('" + QUAY + "')/inside/person";
    String all = SERVICE + "/" + LINK + "/inside/person?$top=1&$count=true";

    assertThat(caller.json(quay).path("value")).isEmpty();
    assertThat(column(caller.json(all), "__id")).containsExactly(ANN);
    assertThat(caller.json(all).path("@odata.count").asInt()).isEqualTo(2);
    URI next = URI.create(caller.json(all).path("@odata.nextLink").asText());
    JsonNode second = caller.json(next.getRawPath() + "?" + next.getRawQuery());
    assertThat(column(second, "__id")).containsExactly(BEN);
    assertThat(caller.get(SERVICE + "/" + LINK + "/inside").statusCode()).isEqualTo(404);
    assertThat(caller.get(TABLE + "/area/house").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {".house", ".area", ".area.house.person", ".area.house.inside", ".area/x"})
  void onlyARepeatIsATable(String name) {
    assertThat(caller.get(TABLE + name).statusCode()).isEqualTo(404);
  }

  @Test
  void serviceAndMetadataNameEveryTable() {
    String metadata = new String(caller.get(SERVICE + "/$metadata").body(), UTF_8);

    assertThat(caller.json(SERVICE).path("value").findValuesAsText("url"))
        .containsExactly(
            "Submissions",
            "Submissions.area.house",
            "Submissions.area.house.inside.person",
            "Submissions.area.house.inside.person.visit");
    assertThat(metadata)
        .contains("Namespace=\"org.opendatakit.user.census\"")
        .contains("<EntityContainer Name=\"census\">")
        .contains("<Property Name=\"area\" Type=\"org.opendatakit.user.census.area\"/>")
        .contains(
            """
            <EntityType Name="Submissions.area.house.inside.person">
            <Key><PropertyRef Name="__id"/></Key>
            <Property Name="__id" Type="Edm.String"/>
            <Property Name="__Submissions-area-house-id" Type="Edm.String"/>
            <Property Name="name" Type="Edm.String"/>
            <NavigationProperty Name="visit" Type="Collection(%1$s.visit)"/>
            </EntityType>
            """
                .formatted("org.opendatakit.user.census.Submissions.area.house.inside.person"))
        .contains(
            """
            <ComplexType Name="area.house.inside">
            <NavigationProperty Name="person" Type="Collection(%1$s)"/>
            <Property Name="rooms" Type="Edm.Int64"/>
            </ComplexType>
            """
                .formatted("org.opendatakit.user.census.Submissions.area.house.inside.person"))
        .contains("<Property Name=\"__Submissions-area-house-inside-person-id\"")
        .contains("<EntitySet Name=\"Submissions.area.house.inside.person.visit\"");
  }

  @Test
  void everyTableCanBeFilteredBySubmission() throws IOException {
    clock.move(Duration.ofHours(1));
    String since = clock.instant().toString();
    String young =
        submissions.create(
            (ObjectNode)
                json("{'area': {'house': [{'inside': {'person': [{'visit': [{}, {}]}]}}]}}"));
    String filter =
        "?$filter=" + SampleClient.encoded("$root/Submissions/__system/submissionDate ge " + since);
    String person = person(house(young, 0), 0);

    assertThat(column(caller.json(HOUSES + filter), "__id")).containsExactly(house(young, 0));
    assertThat(column(caller.json(PERSONS + filter), "__id")).containsExactly(person);
    assertThat(column(caller.json(VISITS + filter), "__id"))
        .containsExactly(visit(person, 0), visit(person, 1));
    assertThat(column(caller.json(VISITS), "__id")).hasSize(4);
    HttpResponse<byte[]> unrooted =
        caller.get(
            VISITS + "?$filter=" + SampleClient.encoded("__system/submissionDate ge " + since));
    assertThat(unrooted.statusCode()).isNotEqualTo(200);
  }

  @Test
  void selectAppliesToOneTable() {
    JsonNode persons = caller.json(PERSONS + "?$select=name,__Submissions-area-house-id");
    JsonNode houses = caller.json(HOUSES + "?$select=inside/rooms");

    assertThat(persons.at("/value/0").properties()).hasSize(2);
    assertThat(houses.at("/value/0").toString()).isEqualTo("{\"inside\":{\"rooms\":3}}");
    assertThat(code(TABLE + "?$select=area/house/street")).isEqualTo(400.24);
    assertThat(code(HOUSES + "?$select=inside/person/name")).isEqualTo(400.24);
    assertThat(code(PERSONS + "?$select=__Submissions-id")).isEqualTo(400.23);
    assertThat(code(PERSONS + "?$select=street")).isEqualTo(400.23);
  }

  private double code(String path) {
    return SampleClient.json(caller.get(path)).path("code").asDouble();
  }

  @Test
  void childIdsDependOnPositionAndParent() {
    submissions.edit(ID, values -> ((ArrayNode) values.at("/area/house")).remove(0));
    JsonNode moved = submissions.get(ID).at("/area/house/0");

    assertThat(moved.path("street").asText()).isEqualTo("Quay");
    assertThat(moved.path("__id").asText()).isEqualTo(KIRK);

    submissions.edit(
        ID,
        values ->
            ((ObjectNode) values.at("/area/house/0/inside"))
                .putArray("person")
                .addObject()
                .put("name", "Cy"));
    JsonNode added = submissions.get(ID).at("/area/house/0/inside/person/0");
    assertThat(added.path("__id").asText()).isEqualTo(ANN);
    assertThat(submissions.get(ID).at("/meta/instanceID").asText()).isNotEqualTo(ID);
  }

  @Test
  void filesOfTheDeepestRepeatAreListed() {
    submissions.putAttachment(ID, "b.jpg", new byte[] {2});
    String files = "/v1/projects/1/forms/census/submissions/" + ID + "/attachments";

    assertThat(caller.json(files).toString()).isEqualTo("[{\"name\":\"b.jpg\",\"exists\":true}]");
    assertThat(caller.get(files + "/b.jpg").body()).containsExactly(2);
  }

  @ParameterizedTest
  @CsvSource({
    "/area/house/inside/person/visit/dose, /area/house/inside/person/visit/dose/drug",
    "/area/house/car, /area/house/car/plate",
    "/road, /road/name"
  })
  void draftAddsARepeatAnywhere(String repeat, String field) throws IOException {
    central.draft().add(repeat, FieldType.REPEAT).add(field, FieldType.STRING).publish();
    String name = repeat.substring(1).replace('/', '.');
    ObjectNode values = SampleClient.JSON.createObjectNode();
    ObjectNode place = values;
    for (String each : repeat.substring(1).split("/", -1)) {
      boolean group = each.equals("area") || each.equals("inside");
      place = group ? place.putObject(each) : place.putArray(each).addObject();
    }
    place.put(field.substring(field.lastIndexOf('/') + 1), "x");
    submissions.create(values);
    JsonNode table = caller.json(TABLE + "." + name);

    assertThat(table.path("value")).hasSize(1);
    assertThat(table.path("value").findValuesAsText(field.substring(repeat.length() + 1)))
        .containsExactly("x");
    assertThat(caller.json(SERVICE).path("value").findValuesAsText("name"))
        .hasSize(5)
        .contains("Submissions." + name);
  }
}
