package org.odksync.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tries again to store what could not be stored, after a column was made wider, say. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Try again to store what could not be stored.",
      "The submissions of odk_rejected_record are read again. What fits now is stored, and its reject"
          + " is marked as replayed."
    },
    footerHeading = "%nExamples:%n",
    footer = "  odk-sync replay    after a column was made wider, say")
final class ReplayCommand implements Callable<Integer> {

  @Mixin private Running running;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  ReplayCommand() {}

  @Override
  public Integer call() {
    return running.with(runs -> runs.run(runs.followed(runs.walks()), Map.of("replay", true)));
  }
}
