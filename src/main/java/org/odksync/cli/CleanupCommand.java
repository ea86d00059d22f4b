package org.odksync.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Forgets what is older than is wanted. */
@Command(
    name = "cleanup",
    mixinStandardHelpOptions = true,
    description = {
      "Delete runs, tombstones and replayed rejects older than HISTORY_RETENTION_DAYS, as the",
      "service does every hour."
    })
final class CleanupCommand implements Callable<Integer> {

  @ParentCommand private OdkSync parent;
  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  CleanupCommand() {}

  @Override
  public Integer call() {
    return SyncRuns.with(parent, spec, runs -> runs.run(List.of("history_cleanup"), Map.of()));
  }
}
