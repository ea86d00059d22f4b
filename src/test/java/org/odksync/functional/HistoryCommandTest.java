package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sync types that the command history accepts. */
class HistoryCommandTest extends OnPlatform {

  HistoryCommandTest() throws IOException, SQLException {
    super();
  }

  @BeforeEach
  void runOnce() throws SQLException {
    platform.run("main_submissions");
    platform.stop();
  }

  @Test
  void unknownTypeIsAWrongArgument() {
    CliResult result = runCommand("history", "no_such_type", "--json");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .startsWith("odk-sync: there is no sync type no_such_type; known are [")
        .contains("main_submissions", "person_details");
  }

  @Test
  void knownTypeNeedsNoRuns() {
    assertThat(runCommand("history", "person_details").exitCode()).isZero();
    assertThat(runCommand("history", "main_submissions", "--status", "error").exitCode()).isZero();
  }

  /** For example of removed routes. */
  @Test
  void typeWithARunIsKnown() throws Exception {
    warehouse.update(
        "INSERT INTO odk_sync_history (sync_type, sync_timestamp, status)"
            + " VALUES ('former', now(), 'success')");

    assertThat(runCommand("history", "former").out()).contains("former");
    assertThat(runCommand("history", "former", "--status", "error").exitCode()).isZero();
    assertThat(runCommand("history", "no_such_type").err()).contains("former");
  }

  private CliResult runCommand(String... arguments) {
    return CliResult.by(platform.variables(), arguments);
  }
}
