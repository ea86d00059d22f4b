package org.odksync.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Tries again to store what could not be stored, after a column was made wider, say. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Read the submissions of odk_rejected_record again, and try to store them.",
      "What fits now is stored, and its reject is marked as replayed."
    })
final class ReplayCommand implements Callable<Integer> {

  @ParentCommand private OdkSync parent;
  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  ReplayCommand() {}

  @Override
  public Integer call() {
    return SyncRuns.with(
        parent, spec, runs -> runs.run(runs.followed(runs.walks()), Map.of("replay", true)));
  }
}
