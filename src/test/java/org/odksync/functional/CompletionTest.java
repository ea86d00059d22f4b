package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.odksync.cli.OdkSync;
import org.odksync.run.SyncTypes;
import picocli.CommandLine;

/** What a shell offers where a sync type is asked for. */
class CompletionTest extends OnPlatform {

  private final CommandLine program = new CommandLine(new OdkSync(Map.of()));

  CompletionTest() throws IOException, SQLException {
    super();
  }

  @Test
  void syncTypesAreOffered() throws Exception {
    for (String command : new String[] {"sync", "history"}) {
      assertThat(offered(command))
          .containsExactlyInAnyOrderElementsOf(SyncTypes.of(platform.service().camel()).names());
    }
    assertThat(offered("resync"))
        .containsExactlyInAnyOrderElementsOf(SyncTypes.of(platform.service().camel()).feeds());
  }

  /** Which is what a further form has. */
  @Test
  void otherTypesCanBeAskedForAsWell() {
    for (String command : new String[] {"sync", "history", "resync"}) {
      assertThat(program.parseArgs(command, "other.main_submissions").errors()).isEmpty();
    }
  }

  private Iterable<String> offered(String command) {
    return program
        .getSubcommands()
        .get(command)
        .getCommandSpec()
        .positionalParameters()
        .get(0)
        .completionCandidates();
  }
}
