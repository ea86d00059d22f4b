package org.odksync.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import org.odksync.status.Statistics;
import org.odksync.status.StatusQueries;
import org.odksync.status.StatusReports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows statistics of the runs of the last hours. */
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

  @Option(
      names = "--hours",
      paramLabel = "n",
      defaultValue = "24",
      description = "Only runs of the last n hours.")
  private int hours;

  @Mixin private ReadOptions reading;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  StatisticsCommand() {}

  @Override
  public Integer call() {
    reading.require("--hours", hours, 1, StatusReports.MOST_HOURS);
    return reading.with(this::show);
  }

  private int show(StatusQueries monitor) {
    JsonNode statistics = monitor.statistics(hours);
    return reading.tell(
        () -> StatusReports.statistics(monitor, statistics),
        () -> table(StatusQueries.statistics(statistics)));
  }

  private static ConsoleTable table(Map<String, Statistics> statistics) {
    ConsoleTable table =
        new ConsoleTable(
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
                LocalTimes.seconds(its.averageSeconds()),
                LocalTimes.seconds(its.p50Seconds()),
                LocalTimes.seconds(its.p95Seconds()),
                its.records(),
                its.recordsPerSecond(),
                its.lastError()));
    return table;
  }
}
