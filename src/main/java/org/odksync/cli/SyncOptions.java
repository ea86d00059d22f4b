package org.odksync.cli;

import java.util.Map;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options and exit codes of all commands that run sync types. */
@Command(
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:something failed; see stderr",
      "2:a setting or an argument is wrong; nothing was started",
      "3:another process runs one of the sync types; see stderr",
      "143:interrupted"
    })
final class SyncOptions {

  @Spec(Target.MIXEE)
  private CommandSpec command;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  SyncOptions() {}

  /**
   * Starts the service without its triggers, and stops it when the work is done.
   *
   * @return the exit code
   */
  int with(ToIntFunction<SyncRuns> work) {
    return with(environment(), work);
  }

  /** The same, with other environment variables. */
  int with(Map<String, String> environment, ToIntFunction<SyncRuns> work) {
    return SyncRuns.with(environment, command, work);
  }

  Map<String, String> environment() {
    return ((OdkSync) command.root().userObject()).environment();
  }
}
