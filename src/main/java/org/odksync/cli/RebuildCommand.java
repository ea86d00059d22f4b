package org.odksync.cli;

import java.util.concurrent.Callable;
import org.odksync.form.views.UnifiedTable;
import org.odksync.run.RunOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Rebuilds every row of the unified table in place. */
@Command(
    name = "rebuild",
    mixinStandardHelpOptions = true,
    description = {
      "Rebuild every row of the unified tables.",
      "The tables are never empty meanwhile, and views on them stay."
    },
    footerHeading = "%nExamples:%n",
    footer = "  odk-sync rebuild    for example, after rows were changed by hand")
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
        ? "there is no unified table yet: odk-sync sync creates it"
        : "%d rows rebuilt, %d of them differed".formatted(rows, run.records());
  }
}
