package org.odksync.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.Callable;
import org.odksync.status.DurationText;
import org.odksync.status.StatusQueries;
import org.odksync.status.SyncState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows one line per sync type. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Show how each sync type is doing, a line each.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  odk-sync status           for people",
      "  odk-sync status --json    for programs, and more of it"
    })
final class StatusCommand implements Callable<Integer> {

  @Mixin private ReadOptions reading;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  StatusCommand() {}

  @Override
  public Integer call() {
    return reading.with(this::show);
  }

  private int show(StatusQueries monitor) {
    JsonNode status = monitor.status();
    return reading.tell(() -> status, () -> table(StatusQueries.states(status)));
  }

  private static ConsoleTable table(List<SyncState> types) {
    ConsoleTable table =
        new ConsoleTable("TYPE", "STATUS", "LAST SUCCESS", "RECORDS", "OK", "FAILED", "ERROR");
    for (SyncState type : types) {
      table.row(
          type.syncType(),
          type.isStale() ? type.lastSyncStatus() + ", stale" : type.lastSyncStatus(),
          type.secondsSinceSuccess() == null
              ? "never"
              : DurationText.of(type.secondsSinceSuccess()) + " ago",
          type.lastRecordsProcessed(),
          type.successfulSyncs(),
          type.failedSyncs(),
          type.consecutiveFailures() == 0 ? null : type.lastError());
    }
    return table;
  }
}
