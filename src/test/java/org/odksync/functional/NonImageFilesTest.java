package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.odksync.embedded.central.Fault;
import org.odksync.embedded.central.SampleCentral;
import org.odksync.embedded.central.SampleForm;

/** Files of a submission that are not images by the form's definition. */
class NonImageFilesTest {

  private static final SampleForm FORM =
      new SampleForm(
          "media",
          "Media",
          "1",
          List.of(
              "string /name",
              "binary /photo",
              "video /film",
              "audio /voice",
              "file /paper",
              "repeat /visits",
              "audio /visits/talk",
              "binary /visits/view",
              "structure /meta",
              "binary /meta/audit",
              "string /meta/instanceID"));

  private static final List<String> OTHERS =
      List.of("audit.csv", "film.mp4", "paper.pdf", "talk.m4a", "voice.m4a");

  private static final String[] CYCLE = {
    "main_submissions", "person_details", "image_processing", "url_refresh", "unified"
  };

  private final SampleCentral central = SampleCentral.startEmpty(Clock.systemUTC(), FORM);
  private final Platform platform = new Platform(central);
  private final Warehouse warehouse = platform.warehouse();

  NonImageFilesTest() throws IOException, SQLException {}

  @AfterEach
  void close() {
    platform.close();
  }

  @Test
  void otherFilesAreSkippedWithoutDownload() throws Exception {
    String id = create(true);

    platform.run(CYCLE);

    assertThat(states()).containsAllEntriesOf(all("skipped"));
    assertThat(states()).containsEntry("photo.jpg", "stored").containsEntry("view.jpg", "stored");
    assertThat(reason("film.mp4")).isEqualTo("the form takes video/* here");
    assertThat(reason("audit.csv")).isEqualTo("the audit log of the form");
    for (String other : OTHERS) {
      assertThat(central.requests().matching("attachments/" + other)).as(other).isEmpty();
    }
    JsonNode row = warehouse.table("media_unified").get(id);
    assertThat(row.has("photo_url_html")).isTrue();
    assertThat(row.fieldNames())
        .toIterable()
        .doesNotContain("film_url", "voice_url", "paper_url", "audit_url", "audit_url_html");
    platform.stop();
    assertThat(CheckFindings.of(platform.variables(), 0, "verify", "--images").areGood()).isTrue();
  }

  @Test
  void submissionWithoutAImageFailsNoRun() throws Exception {
    create(false);

    platform.run(CYCLE);

    assertThat(warehouse.lastRun("image_processing").get("status").textValue())
        .isEqualTo("success");
    assertThat(states()).isEqualTo(all("skipped"));
  }

  @Test
  void editFetchesOnlyImages() throws Exception {
    String id = create(true);
    platform.run(CYCLE);
    central.submissions().edit(id, values -> values.put("name", "other"));

    platform.run("main_submissions", "person_details");

    assertThat(states()).containsAllEntriesOf(all("skipped"));
    assertThat(states()).containsEntry("photo.jpg", "pending");
  }

  @Test
  void withoutXmlTheFirstBytesDecide() throws Exception {
    central.faults().next("media[.]xml", Fault.error(404, 404.1, "x"), 10);
    create(true);

    platform.run(CYCLE);

    assertThat(states())
        .containsEntry("audit.csv", "skipped")
        .containsEntry("film.mp4", "failed")
        .containsEntry("photo.jpg", "stored");
  }

  @Test
  void brokenXmlIsRequestedAgain() throws Exception {
    central.faults().next("media[.]xml", Fault.cut(300));
    create(true);

    platform.run(CYCLE);

    assertThat(states()).containsAllEntriesOf(all("skipped"));
  }

  private String create(boolean images) {
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    values.put("name", "n").put("film", "film.mp4").put("voice", "voice.m4a");
    values.put("paper", "paper.pdf").putObject("meta").put("audit", "audit.csv");
    ObjectNode visit = values.putArray("visits").addObject().put("talk", "talk.m4a");
    if (images) {
      values.put("photo", "photo.jpg");
      visit.put("view", "view.jpg");
    }
    String id = central.submissions().create(values);
    for (String other : OTHERS) {
      central
          .submissions()
          .putAttachment(id, other, HexFormat.of().parseHex("00000018667479706d70"));
    }
    for (String image : images ? List.of("photo.jpg", "view.jpg") : List.<String>of()) {
      central.submissions().putAttachment(id, image, Jpeg.of(image));
    }
    return id;
  }

  private static Map<String, String> all(String state) {
    Map<String, String> states = new TreeMap<>();
    OTHERS.forEach(name -> states.put(name, state));
    return states;
  }

  private Map<String, String> states() throws SQLException {
    Map<String, String> states = new TreeMap<>();
    for (JsonNode file :
        warehouse.query("SELECT jsonb_build_array(file_name, state) FROM odk_attachment")) {
      states.put(file.get(0).textValue(), file.get(1).textValue());
    }
    return states;
  }

  private String reason(String name) throws SQLException {
    return warehouse
        .query("SELECT to_jsonb(reason) FROM odk_attachment WHERE file_name = ?", name)
        .get(0)
        .textValue();
  }
}
