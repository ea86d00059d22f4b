package org.odksync.embedded.central;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The queries that compare a copy with Central: counts, ids and times. */
class ComparisonQueriesTest {

  private static final String WITH_DELETED =
      " and (__system/deletedAt eq null or __system/deletedAt ne null)";

  private final SettableClock clock = new SettableClock();
  private final List<String> ids = new ArrayList<>();
  private SampleCentral central;
  private SampleClient caller;

  /** Creates 60 submissions, a second apart; edits every tenth, deletes every twelfth. */
  @BeforeEach
  void start() throws IOException {
    central = SampleCentral.startEmpty(clock);
    caller = new SampleClient(central);
    for (int i = 0; i < 60; i++) {
      ids.add(central.submissions().create(Json.object()));
      clock.move(Duration.ofSeconds(1));
    }
    for (int i = 0; i < 60; i += 10) {
      central.submissions().edit(ids.get(i), values -> values.put("sum_owner", 1));
    }
    for (int i = 5; i < 60; i += 12) {
      central.submissions().delete(ids.get(i));
    }
  }

  @AfterEach
  void stop() {
    central.close();
  }

  private static String anyOf(List<String> ids) {
    return ids.stream().map(id -> "__id eq '" + id + "'").collect(Collectors.joining(" or "));
  }

  private JsonNode ask(String options, String filter) {
    return caller.json(
        SampleClient.TABLE + "?" + options + "&$filter=" + SampleClient.encoded(filter));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          __id ne 'none'                                               | 55
          __system/submissionDate ge 2026-12-20T10:00:30.000Z          | 28
          __system/submissionDate lt 2026-12-20T10:00:30.000Z          | 27
          __system/updatedAt ne null                                   | 6
          __system/deletedAt ne null                                   | 5
          __system/deletedAt eq null                                   | 55
          __system/deletedAt eq null or __system/deletedAt ne null     | 60
          __id eq 'none'                                               | 0
          """)
  void countAppliesTheFilter(String filter, int count) {
    JsonNode answer = ask("$top=0&$count=true", filter);

    assertThat(answer.path("@odata.count").asInt(-1)).isEqualTo(count);
    assertThat(answer.path("value")).isEmpty();
    assertThat(answer.has("@odata.nextLink")).isFalse();
    assertThat(ask("$count=true", filter).path("@odata.count").asInt(-1)).isEqualTo(count);
    assertThat(caller.ids(filter)).hasSize(count);
  }

  @Test
  void fortyIdsInOneRequest() {
    List<String> wanted = ids.subList(0, 40);
    List<String> present = new ArrayList<>(wanted);
    present.removeAll(List.of(ids.get(5), ids.get(17), ids.get(29)));

    assertThat(caller.ids(anyOf(wanted))).containsExactlyInAnyOrderElementsOf(present);
    assertThat(ask("$top=0&$count=true", anyOf(wanted)).path("@odata.count").asInt()).isEqualTo(37);
  }

  @Test
  void fortyIdsInOneRequestWithDeletedOnes() {
    List<String> wanted = new ArrayList<>(ids.subList(0, 39));
    String filter = "(" + anyOf(wanted) + " or __id eq 'none')" + WITH_DELETED;

    assertThat(caller.ids(filter)).containsExactlyInAnyOrderElementsOf(wanted);
    assertThat(ask("$top=0&$count=true", filter).path("@odata.count").asInt()).isEqualTo(39);
  }

  @Test
  void purgedSubmissionsAreAbsent() {
    central.submissions().purge(ids.get(5));
    central.submissions().purge(ids.get(6));

    assertThat(caller.ids("(" + anyOf(ids.subList(5, 8)) + ")" + WITH_DELETED))
        .containsExactly(ids.get(7));
  }

  @Test
  void selectGivesIdsAndTimes() {
    String filter = "__system/submissionDate lt 2026-12-20T10:00:02.000Z";
    JsonNode rows =
        ask("$select=__id,__system/submissionDate,__system/updatedAt", filter).path("value");

    assertThat(rows.toString())
        .isEqualTo(
            ("[{'__id':'%s','__system':{'submissionDate':'2026-12-20T10:00:01.123Z',"
                    + "'updatedAt':null}},"
                    + "{'__id':'%s','__system':{'submissionDate':'2026-12-20T10:00:00.123Z',"
                    + "'updatedAt':'2026-12-20T10:01:00.123Z'}}]")
                .formatted(ids.get(1), ids.get(0))
                .replace('\'', '"'));
  }

  @Test
  void deletedSubmissionsHaveDeletedAt() {
    JsonNode rows =
        ask("$select=__id,__system/deletedAt", "__system/deletedAt ne null").path("value");

    assertThat(rows.findValuesAsText("__id"))
        .containsExactly(ids.get(53), ids.get(41), ids.get(29), ids.get(17), ids.get(5));
    assertThat(rows.path(0).path("__system").toString())
        .isEqualTo("{\"deletedAt\":\"2026-12-20T10:01:00.123Z\"}");
  }

  @Test
  void answerForChangedIdsHasItsOwnEtag() {
    String path =
        SampleClient.TABLE
            + "?$select=__id&$filter="
            + SampleClient.encoded(anyOf(ids.subList(0, 40)));
    String etag = caller.etag(path);

    assertThat(caller.get(path, "If-None-Match", etag).statusCode()).isEqualTo(304);
    central.submissions().restore(ids.get(41));
    assertThat(caller.get(path, "If-None-Match", etag).statusCode()).isEqualTo(304);
    central.submissions().restore(ids.get(29));
    assertThat(caller.get(path, "If-None-Match", etag).statusCode()).isEqualTo(200);
  }
}
