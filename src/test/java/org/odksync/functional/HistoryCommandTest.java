package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of which sync types there is a history, and of which there is none. */
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
  void typeThatNobodyKnowsIsAWrongArgument() {
    CliResult told = ask("history", "no_such_type", "--json");

    assertThat(told.exitCode()).isEqualTo(2);
    assertThat(told.out()).isEmpty();
    assertThat(told.err())
        .startsWith("odk-sync: there is no sync type no_such_type; known are [")
        .contains("main_submissions", "person_details");
  }

  @Test
  void typeThatIsKnownNeedsNoRuns() {
    assertThat(ask("history", "person_details").exitCode()).isZero();
    assertThat(ask("history", "main_submissions", "--status", "error").exitCode()).isZero();
  }

  /** Of routes that are gone, say. */
  @Test
  void typeThatHasARunIsKnown() throws Exception {
    warehouse.update(
        "INSERT INTO odk_sync_history (sync_type, sync_timestamp, status)"
            + " VALUES ('former', now(), 'success')");

    assertThat(ask("history", "former").out()).contains("former");
    assertThat(ask("history", "former", "--status", "error").exitCode()).isZero();
    assertThat(ask("history", "no_such_type").err()).contains("former");
  }

  private CliResult ask(String... arguments) {
    return CliResult.by(platform.variables(), arguments);
  }
}
