package org.odksync.embedded.central;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The features that older releases of Central lack. */
class CentralReleaseTest {

  private static final String PERSONS = SampleClient.TABLE + ".person_details";

  private SampleCentral central;
  private SampleClient caller;
  private String present;

  @BeforeEach
  void start() throws IOException {
    central = SampleCentral.startEmpty(new SettableClock());
    caller = new SampleClient(central);
    present = central.submissions().create();
    central.submissions().delete(central.submissions().create());
  }

  @AfterEach
  void stop() {
    central.close();
  }

  private JsonNode error(int status, String path) {
    HttpResponse<byte[]> answer = caller.get(path);
    assertThat(answer.statusCode()).isEqualTo(status);
    return SampleClient.json(answer);
  }

  private String metadata() {
    return new String(caller.get(SampleClient.FORM + ".svc/$metadata").body(), UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?$filter=__system/deletedAt%20ne%20null",
        "?$filter=__id%20eq%20'a'%20or%20__system/deletedAt%20eq%20null",
        "?$orderby=__system/deletedAt",
        "?$top=0&$count=true&$filter=__system/deletedAt%20ne%20null"
      })
  void before2024Point3DeletedAtCannotBeFiltered(String query) {
    assertThat(caller.get(SampleClient.TABLE + query).statusCode()).isEqualTo(200);
    central.behaveAs(CentralRelease.V2024_2);
    JsonNode error = error(501, SampleClient.TABLE + query);

    assertThat(error.path("code").asDouble()).isEqualTo(501.5);
    assertThat(error.at("/details/text").asText()).isEqualTo("__system/deletedAt");
    assertThat(error.path("message").asText())
        .isEqualTo(
            "The given OData filter expression references fields not supported by this server:"
                + " __system/deletedAt");
  }

  @Test
  void before2024Point3ChildrenCannotBeFilteredByDeletedAt() {
    String query = "?$filter=$root/Submissions/__system/deletedAt%20ne%20null";
    assertThat(caller.json(PERSONS + query).path("value")).isNotEmpty();
    central.behaveAs(CentralRelease.V2024_2);

    assertThat(error(501, PERSONS + query).at("/details/text").asText())
        .isEqualTo("$root/Submissions/__system/deletedAt");
  }

  @Test
  void before2024Point3DeletedAtIsNotAColumn() {
    central.behaveAs(CentralRelease.V2024_2);
    JsonNode error = error(400, SampleClient.TABLE + "?$select=__id,__system/deletedAt");
    JsonNode row = caller.json(SampleClient.TABLE).at("/value/0");

    assertThat(error.path("code").asDouble()).isEqualTo(400.23);
    assertThat(row.path("__id").asText()).isEqualTo(present);
    assertThat(row.path("__system").has("deletedAt")).isFalse();
    assertThat(row.path("__system").properties()).hasSize(SystemColumns.NAMES.size() - 1);
    JsonNode alone = caller.json(SampleClient.TABLE + "('" + present + "')").at("/value/0");
    assertThat(alone).isEqualTo(row);
    assertThat(metadata()).doesNotContain("deletedAt").contains("\"updatedAt\"");
  }

  @Test
  void before2024Point3DeletedRowsAreHidden() {
    central.behaveAs(CentralRelease.V2024_2);

    assertThat(caller.json(SampleClient.TABLE + "?$expand=*").path("value")).hasSize(1);
    assertThat(caller.ids("__id ne 'a'")).containsExactly(present);
  }

  @Test
  void from2024Point3DeletedRowsCanBeRead() {
    central.behaveAs(CentralRelease.V2025_4);

    assertThat(caller.ids("__system/deletedAt ne null")).hasSize(1).doesNotContain(present);
    assertThat(caller.json(SampleClient.TABLE).at("/value/0/__system").has("deletedAt")).isTrue();
    assertThat(metadata()).contains("\"deletedAt\"");
  }

  @ParameterizedTest
  @EnumSource(
      value = CentralRelease.class,
      names = {"V2024_2", "V2025_4"})
  void before2026Point1TablesHaveNoEtag(CentralRelease release) {
    for (String path : new String[] {SampleClient.TABLE, SampleClient.TABLE + "?$top=0", PERSONS}) {
      central.behaveAs(CentralRelease.V2026_2);
      String etag = caller.etag(path);
      assertThat(caller.get(path, "If-None-Match", etag).statusCode()).isEqualTo(304);
      central.behaveAs(release);

      for (String known : new String[] {etag, "*"}) {
        HttpResponse<byte[]> answer = caller.get(path, "If-None-Match", known);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("ETag")).isEmpty();
        assertThat(SampleClient.json(answer).has("value")).isTrue();
      }
    }
  }

  @Test
  void before2026Point1ACountHasAUselessNextLink() {
    central.behaveAs(CentralRelease.V2025_4);
    JsonNode count = caller.json(SampleClient.TABLE + "?$top=0&$count=true");

    assertThat(count.path("@odata.count").asInt()).isEqualTo(1);
    assertThat(count.path("@odata.nextLink").asText()).contains("skiptoken=01");
  }

  @ParameterizedTest
  @EnumSource(CentralRelease.class)
  void wholeBodiesHaveAnEtagInEveryRelease(CentralRelease release) {
    central.behaveAs(release);
    String fields = SampleClient.FORM + "/fields?odata=true";

    assertThat(caller.get(fields, "If-None-Match", caller.etag(fields)).statusCode())
        .isEqualTo(304);
  }
}
