package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Commands that only read change nothing, and need no right to write. */
class ReadCommandsTest extends OnPlatform {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> COMMANDS =
      List.of("monitor", "status", "history", "statistics");

  ReadCommandsTest() throws IOException, SQLException {
    super();
  }

  @Test
  void emptyDatabaseStaysEmptyAndIsReported() throws Exception {
    warehouse.empty();
    String message = "%s has no tables of odk-sync: start odk-sync run or odk-sync sync";

    assertRefused(message.formatted(place()));

    assertThat(relations()).isZero();
  }

  @Test
  void incompatibleOlderTablesAreNotMigrated() throws Exception {
    platform.run("main_submissions");
    platform.stop();
    forgetLastMigration();
    warehouse.execute("ALTER TABLE odk_sync_history RENAME TO before");
    List<JsonNode> before = migrations();

    assertRefused("the tables of odk-sync in %s are older than this program".formatted(place()));

    assertThat(migrations()).isEqualTo(before);
  }

  @Test
  void compatibleOlderTablesAreRead() throws Exception {
    platform.run("main_submissions");
    platform.stop();
    forgetLastMigration();

    assertThat(runCommand("status").out()).contains("main_submissions");
  }

  @Test
  void tablesOfANewerVersionAreRead() throws Exception {
    platform.run("main_submissions");
    platform.stop();
    warehouse.execute(
        "INSERT INTO odk_schema_history SELECT installed_rank + 1, '999', 'later', type, script, 1,"
            + " installed_by, installed_on, 1, true FROM odk_schema_history"
            + " ORDER BY installed_rank DESC LIMIT 1");

    assertThat(runCommand("status").out()).contains("main_submissions");
  }

  @Test
  void readOnlyRoleIsEnough() throws Exception {
    platform.run(ALL);
    Map<String, String> reader = asReader();
    List<JsonNode> before = migrations();

    for (String command : COMMANDS) {
      CliResult result = CliResult.by(reader, command);
      assertThat(result.exitCode()).as(result.toString()).isZero();
      assertThat(result.out()).containsIgnoringCase("main");
      JsonNode json = JSON.readTree(CliResult.by(reader, command, "--json").out());
      assertThat(json.toString()).contains("main_submissions");
    }
    // the sample has answers that do not fit their column
    CliResult health = CliResult.by(reader, "health");
    assertThat(health.out()).startsWith("degraded").contains("rejects").doesNotContain("failing");
    assertThat(CliResult.by(reader, "history", "no_such_type").exitCode()).isEqualTo(2);
    assertThat(migrations()).isEqualTo(before);
  }

  @Test
  void roleWithoutReadRightIsReported() throws Exception {
    platform.run("main_submissions");
    Map<String, String> unprivileged = asReader();
    warehouse.execute(
        "REVOKE SELECT ON ALL TABLES IN SCHEMA public FROM \"%s\""
            .formatted(unprivileged.get("PG_USER")));

    CliResult result = CliResult.by(unprivileged, "status");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .contains("(SQLSTATE 42501, permission denied for table", "PG_USER lacks a privilege");
  }

  private void forgetLastMigration() throws SQLException {
    warehouse.update(
        "DELETE FROM odk_schema_history"
            + " WHERE installed_rank = (SELECT max(installed_rank) FROM odk_schema_history)");
  }

  private void assertRefused(String message) throws Exception {
    for (String command : COMMANDS) {
      CliResult result = runCommand(command);
      assertThat(result.exitCode()).as(result.toString()).isEqualTo(1);
      assertThat(result.out()).isEmpty();
      assertThat(result.err()).startsWith("odk-sync: database: " + message);
    }
    CliResult health = runCommand("health");
    assertThat(health.exitCode()).isEqualTo(2);
    assertThat(health.out()).startsWith("failing").contains(message);
  }

  private CliResult runCommand(String... arguments) {
    return CliResult.by(platform.variables(), arguments);
  }

  private String place() {
    return "%s:%s/%s"
        .formatted(
            platform.variable("PG_HOST"), platform.variable("PG_PORT"), platform.variable("PG_DB"));
  }

  /** Creates a role that may only read the existing tables. */
  private Map<String, String> asReader() throws SQLException {
    platform.stop();
    String role = "reader_" + platform.variable("PG_DB");
    warehouse.execute("CREATE ROLE \"%s\" LOGIN PASSWORD 'reader'".formatted(role));
    warehouse.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO \"%s\"".formatted(role));
    Map<String, String> variables = new HashMap<>(platform.variables());
    variables.put("PG_USER", role);
    variables.put("PG_PASS", "reader");
    return variables;
  }

  private List<JsonNode> migrations() throws SQLException {
    return warehouse.query("SELECT to_jsonb(h) FROM odk_schema_history h ORDER BY installed_rank");
  }

  private long relations() throws SQLException {
    return warehouse
        .query(
            "SELECT to_jsonb(count(*)) FROM pg_class WHERE relnamespace = 'public'::regnamespace")
        .get(0)
        .longValue();
  }
}
