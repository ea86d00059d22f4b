package org.odksync.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import org.odksync.run.RunOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tries again to store rejects, for example after a column was widened. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Try again to store rejects.",
      "Reads the submissions of odk_rejected_record again. What fits now is stored, and its reject"
          + " is marked as replayed."
    },
    footerHeading = "%nExamples:%n",
    footer = "  odk-sync replay    for example, after a column was widened")
final class ReplayCommand implements Callable<Integer> {

  @Mixin private SyncOptions running;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  ReplayCommand() {}

  @Override
  public Integer call() {
    return running.with(ReplayCommand::replay);
  }

  private static int replay(SyncRuns runs) {
    Map<String, Object> before = rejects(runs, 0);
    long open = number(before, "open");
    int code = runs.runFollowed(runs.feeds(), RunOptions.replaying());
    long left = open == 0 ? 0 : number(rejects(runs, number(before, "last")), "open");
    runs.say("%d rejects: %d stored, %d still do not fit".formatted(open, open - left, left));
    return code;
  }

  /** Open rejects up to the one with that id; 0 for all. */
  private static Map<String, Object> rejects(SyncRuns runs, long last) {
    return runs.rows("rejects/open", Map.of("last", last)).get(0);
  }

  private static long number(Map<String, Object> row, String column) {
    return (Long) row.getOrDefault(column, 0L);
  }
}
