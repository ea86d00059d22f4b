package org.odksync.cli;

import java.util.concurrent.Callable;
import org.odksync.form.views.UnifiedTable;
import org.odksync.run.RunOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes every row of the unified table anew, where it is. */
@Command(
    name = "rebuild",
    mixinStandardHelpOptions = true,
    description = {
      "Make every row of the unified tables anew.",
      "They are never empty meanwhile, and what depends on them stays."
    },
    footerHeading = "%nExamples:%n",
    footer = "  odk-sync rebuild    after rows were changed by hand, say")
final class RebuildCommand implements Callable<Integer> {

  @Mixin private SyncOptions running;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  RebuildCommand() {}

  @Override
  public Integer call() {
    return running.with(
        runs -> runs.run(runs.cycle("unified"), RunOptions.rebuilding(), RebuildCommand::achieved));
  }

  private static String achieved(SyncRuns.Done run) {
    Long rows = run.run().work() instanceof UnifiedTable table ? table.marked() : null;
    return rows == null
        ? "there is no table yet: odk-sync sync makes it"
        : "%d rows made anew, %d of them differed".formatted(rows, run.records());
  }
}
