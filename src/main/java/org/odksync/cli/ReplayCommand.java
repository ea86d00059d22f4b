package org.odksync.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import org.odksync.service.Service;
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
    return Startup.with(
        parent.environment(),
        Service.Mode.ON_DEMAND,
        spec.commandLine().getOut(),
        spec.commandLine().getErr(),
        service -> {
          SyncRuns runs = new SyncRuns(service.camel(), spec.commandLine().getErr());
          return runs.run(runs.followed(runs.walks()), Map.of("replay", true));
        });
  }
}
