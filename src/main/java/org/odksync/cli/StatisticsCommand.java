package org.odksync.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import org.odksync.monitor.Monitor;
import org.odksync.monitor.Overview;
import org.odksync.monitor.Statistics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the runs of the last hours were like. */
@Command(
    name = "statistics",
    mixinStandardHelpOptions = true,
    description = {
      "Show what the runs of the last hours were like.",
      "Durations are of those that succeeded, in seconds; records/s are of all, while there were any."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  odk-sync statistics                of the last 24 hours",
      "  odk-sync statistics --hours 168    of the last week"
    })
final class StatisticsCommand implements Callable<Integer> {

  @Option(names = "--hours", paramLabel = "n", defaultValue = "24", description = "So many.")
  private int hours;

  @Mixin private Reading reading;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  StatisticsCommand() {}

  @Override
  public Integer call() {
    reading.require("--hours", hours, 1, Overview.MOST_HOURS);
    return reading.with(this::show);
  }

  private int show(Monitor monitor) {
    JsonNode statistics = monitor.statistics(hours);
    return reading.tell(
        () -> Overview.statistics(monitor, statistics),
        () -> table(Monitor.statistics(statistics)));
  }

  private static Table table(Map<String, Statistics> statistics) {
    Table table =
        new Table(
            "TYPE",
            "RUNS",
            "SUCCESS",
            "AVERAGE",
            "P50",
            "P95",
            "RECORDS",
            "RECORDS/S",
            "LAST ERROR");
    statistics.forEach(
        (type, its) ->
            table.row(
                type,
                its.runs(),
                its.successRate() + " %",
                Times.seconds(its.averageSeconds()),
                Times.seconds(its.p50Seconds()),
                Times.seconds(its.p95Seconds()),
                its.records(),
                its.recordsPerSecond(),
                its.lastError()));
    return table;
  }
}
