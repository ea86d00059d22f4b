package org.odksync.embedded.central;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableTest {

  private SampleCentral central;
  private SampleClient caller;

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    central = SampleCentral.start(directory, 0, Duration.ZERO, new SettableClock());
    caller = new SampleClient(central);
  }

  @AfterEach
  void stop() {
    central.close();
  }

  private List<JsonNode> pages(String path) {
    List<JsonNode> rows = new ArrayList<>();
    String next = path;
    while (!next.isEmpty()) {
      JsonNode page = caller.json(next);
      page.path("value").forEach(rows::add);
      URI link = URI.create(page.path("@odata.nextLink").asText());
      next = link.toString().isEmpty() ? "" : link.getRawPath() + "?" + link.getRawQuery();
    }
    return rows;
  }

  private static List<JsonNode> rows(JsonNode answer) {
    List<JsonNode> rows = new ArrayList<>();
    answer.path("value").forEach(rows::add);
    return rows;
  }

  @Test
  void pagesHaveTheSameRowsAsOneStream() {
    JsonNode whole = caller.json(SampleClient.TABLE + "?$expand=*&$count=true");

    assertThat(whole.path("@odata.count").asInt()).isEqualTo(127);
    assertThat(whole.has("@odata.nextLink")).isFalse();
    assertThat(pages(SampleClient.TABLE + "?$expand=*&$top=20&$count=true")).isEqualTo(rows(whole));
    assertThat(pages(SampleClient.TABLE + "?$expand=*&$top=127")).isEqualTo(rows(whole));
  }

  @Test
  void nextLinkKeepsTheFilter() {
    String filter = SampleClient.encoded("__system/reviewState eq null");
    JsonNode whole = caller.json(SampleClient.TABLE + "?$filter=" + filter);

    assertThat(pages(SampleClient.TABLE + "?$top=7&$filter=" + filter)).isEqualTo(rows(whole));
  }

  @Test
  void pagesOfPersonsHaveTheSameRowsAsOneStream() {
    JsonNode whole = caller.json(SampleClient.TABLE + ".person_details?$count=true");

    assertThat(whole.path("@odata.count").asInt()).isEqualTo(498);
    assertThat(pages(SampleClient.TABLE + ".person_details?$top=83")).isEqualTo(rows(whole));
  }

  @Test
  void childTableHasTheExpandedRowsPersons() {
    List<String> nested = new ArrayList<>();
    for (JsonNode row : rows(caller.json(SampleClient.TABLE + "?$expand=*"))) {
      row.path("person_details")
          .forEach(each -> nested.add(row.path("__id").asText() + each.path("__id").asText()));
    }
    List<String> table = new ArrayList<>();
    rows(caller.json(SampleClient.TABLE + ".person_details"))
        .forEach(
            each -> table.add(each.path("__Submissions-id").asText() + each.path("__id").asText()));

    assertThat(table).isEqualTo(nested).hasSize(498);
    assertThat(new HashSet<>(table)).hasSize(498);
  }

  @Test
  void latestIsFirstAlsoWithinAMillisecond() {
    central.submissions().create();
    central.submissions().create();

    List<String> dates = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (JsonNode row : rows(caller.json(SampleClient.TABLE))) {
      dates.add(row.at("/__system/submissionDate").asText());
      ids.add(row.path("__id").asText());
    }

    assertThat(dates).isSortedAccordingTo((a, b) -> b.compareTo(a));
    assertThat(new HashSet<>(dates)).hasSize(127);
    assertThat(central.submissions().list().stream().map(row -> row.path("__id").asText()))
        .containsExactlyElementsOf(ids);
  }

  @Test
  void purgedCursorSilentlyEndsThePages() {
    JsonNode page = caller.json(SampleClient.TABLE + "?$top=10&$count=true");
    String last = page.at("/value/9/__id").asText();
    URI next = URI.create(page.path("@odata.nextLink").asText());
    String path = next.getRawPath() + "?" + next.getRawQuery();

    central.submissions().delete(last);
    assertThat(caller.json(path).path("value")).hasSize(10);
    central.submissions().purge(last);
    JsonNode after = caller.json(path);

    assertThat(after.path("value")).isEmpty();
    assertThat(after.has("@odata.nextLink")).isFalse();
    assertThat(after.path("@odata.count").asInt()).isEqualTo(126);
  }

  @Test
  void rowsComeBeforeMetadata() {
    String body =
        new String(
            caller.get(SampleClient.TABLE + "?$top=1&$count=true").body(), StandardCharsets.UTF_8);

    assertThat(body).startsWith("{\"value\":[{").endsWith("\"@odata.count\":127}");
    assertThat(body.indexOf("@odata.context")).isLessThan(body.indexOf("@odata.nextLink"));
  }

  @Test
  void deletedRowsAreHiddenUnlessTheFilterNamesDeletedAt() {
    String id = central.submissions().create();
    central.submissions().delete(id);

    assertThat(caller.json(SampleClient.TABLE + "?$count=true&$top=0").path("@odata.count").asInt())
        .isEqualTo(127);
    assertThat(caller.ids("__system/deletedAt ne null")).containsExactly(id);
    assertThat(caller.ids("__id eq '" + id + "'")).isEmpty();
    assertThat(caller.get(SampleClient.TABLE + "('" + id + "')").statusCode()).isEqualTo(404);
    assertThat(caller.get(SampleClient.attachments(id)).statusCode()).isEqualTo(404);
  }

  @Test
  void personsOfOneSubmissionAreServed() {
    String id = caller.json(SampleClient.TABLE + "?$top=1").at("/value/0/__id").asText();
    JsonNode row = caller.json(SampleClient.TABLE + "('" + id + "')?$expand=*").at("/value/0");
    JsonNode persons = caller.json(SampleClient.TABLE + "('" + id + "')/person_details");

    assertThat(row.path("__id").asText()).isEqualTo(id);
    assertThat(persons.path("value")).hasSameSizeAs(row.path("person_details"));
    assertThat(persons.at("/value/0/__Submissions-id").asText()).isEqualTo(id);
  }

  @Test
  void selectKeepsPartsOfGroups() {
    JsonNode row =
        caller
            .json(
                SampleClient.TABLE
                    + "?$top=1&$select=__system/edits,property_location/town_label,meta")
            .at("/value/0");

    assertThat(row.path("property_location").properties()).hasSize(1);
    assertThat(row.path("meta").properties()).hasSize(2);
    assertThat(row.path("__system").properties()).hasSize(1);
    assertThat(row.properties()).hasSize(3);
  }

  @Test
  void headHasHeadersAndNoBody() {
    HttpRequest request =
        HttpRequest.newBuilder(central.baseUrl().resolve(SampleClient.TABLE))
            .header("Authorization", "Bearer " + caller.token())
            .method("HEAD", HttpRequest.BodyPublishers.noBody())
            .build();

    assertThat(SampleClient.etag(caller.send(request))).isEqualTo(caller.etag(SampleClient.TABLE));
  }
}
