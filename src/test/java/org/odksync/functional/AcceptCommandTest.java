package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.odksync.status.Health;
import org.odksync.status.Health.Level;
import org.odksync.status.StatusQueries;

/** Old or accepted problems do not keep health degraded. */
class AcceptCommandTest extends OnPlatform {

  AcceptCommandTest() throws IOException, SQLException {
    super();
  }

  @Test
  void oldProblemIsANotice() throws Exception {
    readFeeds();
    assertThat(health().status()).isEqualTo(Level.DEGRADED);

    warehouse.update("UPDATE odk_rejected_record SET rejected_at = now() - interval '8 days'");

    Health health = health();
    assertThat(health.status()).isEqualTo(Level.OK);
    assertThat(health.reasons())
        .extracting(Health.Reason::level)
        .containsExactly(Level.NOTICE, Level.NOTICE);
    platform.stop();
    assertThat(CliResult.by(platform.variables(), "health").out())
        .contains("notice: images: 2 images are missing in Central, the oldest for 44 days");
    platform.set("NOTICE_AFTER_DAYS", "45");
    assertThat(health().status()).isEqualTo(Level.DEGRADED);
  }

  @Test
  void acceptedProblemIsSilentUntilAnEdit() throws Exception {
    readFeeds();
    platform.set("NOTICE_AFTER_DAYS", "3650");
    List<JsonNode> files =
        warehouse.query(
            "SELECT to_jsonb(a) FROM odk_attachment a WHERE state = 'missing' ORDER BY id");
    List<JsonNode> rejects =
        warehouse.query("SELECT to_jsonb(r) FROM odk_rejected_record r WHERE replayed_at IS NULL");
    assertThat(health().reasons()).hasSize(2);
    platform.stop();

    assertThat(accept(0, "attachment", "--older-than", "43")).contains("accepted: 2 attachments");
    String[] reject = {"reject", "", "", "", "99"};
    for (int i = 0; i < rejects.size(); i++) {
      reject[1 + i] = rejects.get(i).get("id").asText();
    }
    assertThat(accept(1, reject))
        .contains("accepted: 3 rejects")
        .contains("there is no reject 99 that is open");

    assertThat(health().status()).isEqualTo(Level.OK);
    assertThat(health().reasons()).isEmpty();

    String edited = rejects.get(0).get("submission_id").textValue();
    platform.central().submissions().edit(edited, values -> values.put("sum_owner", 1));
    String other = files.get(0).get("submission_id").textValue();
    platform.central().submissions().edit(other, values -> values.put("sum_owner", 1));
    platform.run("main_submissions");
    assertThat(health().reasons())
        .singleElement()
        .satisfies(reason -> assertThat(reason.message()).startsWith("1 values or records fit"));
    assertThat(
            warehouse.query(
                "SELECT to_jsonb(accepted_at IS NULL) FROM odk_attachment WHERE submission_id = ?",
                other))
        .allMatch(JsonNode::booleanValue);
    assertThat(
            warehouse.query(
                "SELECT to_jsonb(accepted_at IS NULL) FROM odk_attachment WHERE id = ?",
                files.get(1).get("id").longValue()))
        .noneMatch(JsonNode::booleanValue);
  }

  @Test
  void acceptWithoutIdsNeedsAnAge() {
    assertThat(accept(2, "reject")).contains("--older-than");
    assertThat(accept(2, "submission", "1")).contains("reject");
    assertThat(accept(2, "reject", "--older-than", "-1")).contains("--older-than must be from 0");
  }

  private void readFeeds() throws SQLException {
    platform.run("main_submissions");
    warehouse.update(
        "UPDATE odk_attachment SET state = 'missing', submitted_at = now() - interval '44 days'"
            + " WHERE id IN (SELECT id FROM odk_attachment ORDER BY id LIMIT 2)");
  }

  private String accept(int exitCode, String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "accept";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    CliResult result = CliResult.by(platform.variables(), all);
    assertThat(result.exitCode()).as(result.toString()).isEqualTo(exitCode);
    return result.out() + result.err();
  }

  /** Health without the state of runs. */
  private Health health() throws SQLException {
    StatusQueries monitor = platform.service().monitor();
    return Health.judge(List.of(), StatusQueries.problems(monitor.problems()));
  }
}
