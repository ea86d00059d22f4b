package org.odksync.embedded.central;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Form ids that need encoding in a URL, and field names that OData must change. */
class UnusualFormTest {

  private final SettableClock clock = new SettableClock();

  private static SampleForm form(String id, String... fields) {
    return new SampleForm(id, "The <title> & more", "42", List.of(fields));
  }

  private static String path(String id) {
    return "/v1/projects/42/forms/" + SampleClient.encoded(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "two words",
        "a.b",
        "x.svc",
        "хане-1",
        "家 庭",
        "50% + 1/2?#&'\"<>",
        "..",
        "_",
        "😀"
      })
  void anyTextCanBeAFormId(String id) throws IOException {
    try (SampleCentral central =
        SampleCentral.startEmpty(clock, form(id, "string /q", "repeat /r", "int /r/n"))) {
      SampleClient caller = new SampleClient(central);
      ObjectNode values = Json.object().put("q", "yes");
      values.putArray("r").addObject().put("n", 1);
      central.submissions().create(values);
      String table = path(id) + ".svc/Submissions";
      JsonNode page = caller.json(table + "?$top=1&$count=true");

      assertThat(page.at("/value/0/q").asText()).isEqualTo("yes");
      assertThat(page.path("@odata.context").asText())
          .isEqualTo(central.baseUrl() + path(id) + ".svc/$metadata#Submissions");
      assertThat(caller.json(table + ".r").at("/value/0/n").asInt()).isEqualTo(1);
      assertThat(caller.get(path(id) + ".svc/$metadata").statusCode()).isEqualTo(200);
      JsonNode forms = caller.json("/v1/projects/42/forms");
      assertThat(forms.at("/0/xmlFormId").asText()).isEqualTo(id);
      assertThat(forms.at("/0/name").asText()).isEqualTo("The <title> & more");
      assertThat(forms.at("/0/projectId").asInt()).isEqualTo(42);
    }
  }

  @Test
  void otherFormsAndProjectsGet404() throws IOException {
    try (SampleCentral central = SampleCentral.startEmpty(clock, form("Äpfel 1", "int /n"))) {
      SampleClient caller = new SampleClient(central);

      assertThat(caller.get(path("Äpfel 1")).statusCode()).isEqualTo(200);
      assertThat(caller.get(path("äpfel 1")).statusCode()).isEqualTo(404);
      assertThat(caller.get(path("Äpfel+1")).statusCode()).isEqualTo(404);
      assertThat(caller.get(SampleClient.FORM).statusCode()).isEqualTo(404);
      assertThat(caller.get("/v1/projects/1").statusCode()).isEqualTo(404);
      assertThat(caller.json("/v1/projects/42").path("id").asInt()).isEqualTo(42);
    }
  }

  @Test
  void metadataEscapesTheId() throws IOException {
    try (SampleCentral central = SampleCentral.startEmpty(clock, form("1 & <2>", "int /n"))) {
      String metadata =
          new String(
              new SampleClient(central).get(path("1 & <2>") + ".svc/$metadata").body(), UTF_8);

      assertThat(metadata)
          .contains("<EntityContainer Name=\"1 &amp; &lt;2&gt;\">")
          .contains("Namespace=\"org.opendatakit.user._1_2_\"");
    }
  }

  @Test
  void odataUsesItsOwnNames() throws IOException {
    SampleForm form =
        form(
            "f",
            "string /UUID",
            "date /SubmittedDate",
            "string /deleted_at",
            "decimal /größe-1.5",
            "structure /Gruppe-ä",
            "repeat /Gruppe-ä/r.1",
            "string /Gruppe-ä/r.1/имя",
            "repeat /Gruppe-ä/r.1/2-fach",
            "int /Gruppe-ä/r.1/2-fach/n");
    try (SampleCentral central = SampleCentral.startEmpty(clock, form)) {
      SampleClient caller = new SampleClient(central);
      ObjectNode values = Json.object().put("UUID", "u").put("SubmittedDate", "2026-01-01");
      values.put("deleted_at", "never").put("größe-1.5", 1.5);
      ObjectNode row = values.putObject("Gruppe-ä").putArray("r.1").addObject().put("имя", "Ja");
      row.putArray("2-fach").addObject().put("n", 2);
      String id = central.submissions().create(values);
      String service = path("f") + ".svc";
      JsonNode read = caller.json(service + "/Submissions?$expand=*").at("/value/0");

      assertThat(read.path("UUID").asText()).isEqualTo("u");
      assertThat(read.path("SubmittedDate").asText()).isEqualTo("2026-01-01");
      assertThat(read.path("deleted_at").asText()).isEqualTo("never");
      assertThat(read.path("gr_e_1_5").asDouble()).isEqualTo(1.5);
      assertThat(read.at("/Gruppe_/r_1/0/__").asText()).isEqualTo("Ja");
      assertThat(read.at("/Gruppe_/r_1/0/_2_fach/0/n").asInt()).isEqualTo(2);
      assertThat(read.at("/Gruppe_/r_1@odata.navigationLink").asText()).endsWith("/Gruppe_/r_1");
      JsonNode inner = caller.json(service + "/Submissions.Gruppe_.r_1._2_fach").at("/value/0");
      assertThat(inner.path("__Submissions-Gruppe_-r_1-id"))
          .isEqualTo(read.at("/Gruppe_/r_1/0/__id"));
      assertThat(caller.json(service + "/Submissions?$select=gr_e_1_5").at("/value/0").toString())
          .isEqualTo("{\"gr_e_1_5\":1.5}");
      assertThat(paths(caller.json(path("f") + "/fields")))
          .contains("/größe-1.5", "/Gruppe-ä/r.1/имя");
      assertThat(paths(caller.json(path("f") + "/fields?odata=true")))
          .contains("/gr_e_1_5", "/Gruppe_/r_1/__", "/Gruppe_/r_1/_2_fach/n");
      central.submissions().edit(id, again -> again.put("größe-1.5", 2));
      assertThat(central.submissions().get(id).path("gr_e_1_5").asInt()).isEqualTo(2);
    }
  }

  private static List<String> paths(JsonNode fields) {
    List<String> paths = new ArrayList<>();
    fields.forEach(field -> paths.add(field.path("path").asText()));
    return paths;
  }

  @Test
  void textsWithTheSameODataNameAreConcatenated() throws IOException {
    SampleForm form =
        form(
            "f",
            "string /a-b",
            "string /a.b",
            "string /__id",
            "structure /да",
            "int /да/one",
            "structure /не",
            "int /не/two",
            "repeat /r",
            "int /r/__id");
    try (SampleCentral central = SampleCentral.startEmpty(clock, form)) {
      ObjectNode values = Json.object().put("a-b", "x").put("a.b", "y").put("__id", "!");
      values.putObject("да").put("one", 1);
      values.putArray("r").addObject().put("__id", 9);
      String id = central.submissions().create(values);
      JsonNode row = central.submissions().get(id);

      assertThat(row.path("a_b").asText()).isEqualTo("xy");
      assertThat(row.path("__id").asText()).isEqualTo(id + "!");
      assertThat(row.path("__").toString()).isEqualTo("{\"two\":null,\"one\":1}");
      assertThat(row.at("/r/0/__id").asInt()).isEqualTo(9);
    }
  }

  @Test
  void draftAcceptsAnyNameWithoutABlank() throws IOException {
    try (SampleCentral central = SampleCentral.startEmpty(clock, form("f", "int /n"))) {
      central
          .draft()
          .add("/größe-1.5", FieldType.INT)
          .add("/__id", FieldType.STRING)
          .add("/линия", FieldType.GEOTRACE)
          .publish();

      assertThat(paths(new SampleClient(central).json(path("f") + "/fields")))
          .containsExactly("/n", "/größe-1.5", "/__id", "/линия");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> central.draft().add("/a\u00a0b", FieldType.INT));
    }
  }

  @Test
  void onlyTheSampleFormHasInventedValues() throws IOException {
    try (SampleCentral central = SampleCentral.startEmpty(clock, form("f", "int /n"))) {
      assertThatIllegalStateException()
          .isThrownBy(() -> central.submissions().create())
          .withMessage("Cannot invent values for the form f: call create(values).");
      String id = central.submissions().create(Json.object().put("n", 1));
      assertThat(central.submissions().get(id).properties()).hasSize(3);
    }
  }

  @Test
  void submissionIdNeedsNoField() throws IOException {
    try (SampleCentral central = SampleCentral.startEmpty(clock, form("f", "int /n"))) {
      ObjectNode values = Json.object();
      values.putObject("meta").put("instanceID", "uuid:1");

      assertThat(central.submissions().create(values)).isEqualTo("uuid:1");
      assertThat(central.submissions().get("uuid:1").has("meta")).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "int",
        "number /n",
        "int n",
        "int /n/",
        "int /a b",
        "int /none/n",
        "int /n, int /n",
        "int /n, int /n/m",
        "structure /g, int /n, int /g/m",
        "int /g/m, structure /g"
      })
  void invalidFieldListIsRefused(String lines) {
    assertThatIllegalArgumentException().isThrownBy(() -> form("f", lines.split(", ", -1)));
  }

  @Test
  void formWithoutIdOrProjectIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> form("", "int /n"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SampleForm("f", "F", "one", List.of("int /n")));
  }
}
