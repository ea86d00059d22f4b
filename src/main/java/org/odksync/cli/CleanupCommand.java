package org.odksync.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.odksync.run.RunOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Deletes old records. */
@Command(
    name = "cleanup",
    mixinStandardHelpOptions = true,
    description = {
      "Delete old records.",
      "Deletes runs, tombstones and replayed rejects older than HISTORY_RETENTION_DAYS. The service"
          + " does the same every hour."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  odk-sync cleanup                            as the service does",
      "  HISTORY_RETENTION_DAYS=7 odk-sync cleanup   older than a week"
    })
final class CleanupCommand implements Callable<Integer> {

  @Mixin private SyncOptions running;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  CleanupCommand() {}

  @Override
  public Integer call() {
    return running.with(runs -> runs.run(List.of("history_cleanup"), RunOptions.NONE));
  }
}
