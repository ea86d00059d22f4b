package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.odksync.cli.OdkSync;
import org.odksync.run.SyncTypes;
import picocli.CommandLine;

/** Shell completion of sync types. */
class ShellCompletionTest extends OnPlatform {

  private final CommandLine program = new CommandLine(new OdkSync(Map.of()));

  ShellCompletionTest() throws IOException, SQLException {
    super();
  }

  @Test
  void syncTypesAreSuggested() throws Exception {
    for (String command : new String[] {"sync", "history"}) {
      assertThat(suggestions(command))
          .containsExactlyInAnyOrderElementsOf(SyncTypes.of(platform.service().camel()).names());
    }
    assertThat(suggestions("resync"))
        .containsExactlyInAnyOrderElementsOf(SyncTypes.of(platform.service().camel()).feeds());
  }

  /** Further forms have other sync types. */
  @Test
  void otherTypesAreAccepted() {
    for (String command : new String[] {"sync", "history", "resync"}) {
      assertThat(program.parseArgs(command, "other.main_submissions").errors()).isEmpty();
    }
  }

  private Iterable<String> suggestions(String command) {
    return program
        .getSubcommands()
        .get(command)
        .getCommandSpec()
        .positionalParameters()
        .get(0)
        .completionCandidates();
  }
}
