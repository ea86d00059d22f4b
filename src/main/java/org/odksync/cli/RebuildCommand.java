package org.odksync.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Makes every row of the unified table anew, where it is. */
@Command(
    name = "rebuild",
    mixinStandardHelpOptions = true,
    description = {
      "Make every row of the unified tables anew. They are never empty meanwhile, and what depends",
      "on them stays."
    })
final class RebuildCommand implements Callable<Integer> {

  @ParentCommand private OdkSync parent;
  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  RebuildCommand() {}

  @Override
  public Integer call() {
    return SyncRuns.with(
        parent, spec, runs -> runs.run(runs.cycle("unified"), Map.of("rebuild", true)));
  }
}
