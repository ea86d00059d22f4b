package org.odksync.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.odksync.status.RecordedRun;
import org.odksync.status.RunFilter;
import org.odksync.status.Statistics;
import org.odksync.status.StatusQueries;
import org.odksync.status.SyncState;

/**
 * Renders the dashboard as text, with the lines of the Python service's {@code sync_monitor.py}.
 */
final class TerminalDashboard {

  private static final int RECENT = 10;
  private static final String DOUBLE_LINE = "=".repeat(80);
  private static final String LINE = "-".repeat(80);

  private static final Map<String, String> SIGNS =
      Map.of("success", "✅", "error", "❌", "in_progress", "🔄", "pending", "⏳");

  private final StringWriter text = new StringWriter();
  private final PrintWriter lines = new PrintWriter(text);

  private TerminalDashboard() {}

  /**
   * @param hours of the average duration
   */
  static String of(StatusQueries monitor, int hours) {
    return of(
        StatusQueries.states(monitor.status()),
        StatusQueries.runs(monitor.history(RunFilter.latest(RECENT))),
        StatusQueries.statistics(monitor.statistics(hours)));
  }

  static String of(
      List<SyncState> types, List<RecordedRun> recent, Map<String, Statistics> statistics) {
    TerminalDashboard dashboard = new TerminalDashboard();
    dashboard.lines.println("🔄 ODK SYNC MONITORING DASHBOARD");
    dashboard.lines.println(DOUBLE_LINE);
    dashboard.lines.println("📈 SYNC TYPE STATUS:");
    types.forEach(dashboard::type);
    dashboard.lines.printf("📋 RECENT SYNC ACTIVITY (Last %d):%n", RECENT);
    dashboard.lines.println(LINE);
    for (int i = 0; i < recent.size(); i++) {
      dashboard.run(i + 1, recent.get(i));
    }
    dashboard.lines.println();
    dashboard.metrics(types, statistics);
    dashboard.lines.flush();
    return dashboard.text.toString();
  }

  private void type(SyncState type) {
    lines.printf("%s %s%n", sign(type.lastSyncStatus()), title(type).toUpperCase(Locale.ROOT));
    lines.printf("   Last Sync: %s%n", time(type.lastSyncTimestamp()));
    lines.printf("   Status: %s%s%n", type.lastSyncStatus(), type.isStale() ? ", stale" : "");
    lines.printf("   Success/Failed: %d/%d%n", type.successfulSyncs(), type.failedSyncs());
    lines.printf(
        "   Last Processed: %d records%n",
        Objects.requireNonNullElse(type.lastRecordsProcessed(), 0L));
    if (type.consecutiveFailures() > 0) {
      lines.printf("   Error: %s%n", type.lastError());
    }
    if (type.run() != null) {
      lines.printf(
          "   Running: since %s, %d records so far, by %s%n",
          time(type.run().started()),
          Objects.requireNonNullElse(type.run().recordsProcessed(), 0L),
          type.run().serviceInstance());
    }
    lines.println();
  }

  private void run(int number, RecordedRun run) {
    lines.printf(
        Locale.ROOT,
        "%2d. %s %s | %-20s | %4d records | %4.0fs%n",
        number,
        sign(run.status()),
        LocalTimes.second(run.timestamp()).substring("2026-11-24 ".length()),
        title(run.syncType()),
        Objects.requireNonNullElse(run.recordsProcessed(), 0L),
        Objects.requireNonNullElse(run.durationSeconds(), 0.0));
  }

  private void metrics(List<SyncState> types, Map<String, Statistics> statistics) {
    int successes = types.stream().mapToInt(SyncState::successfulSyncs).sum();
    int failures = types.stream().mapToInt(SyncState::failedSyncs).sum();
    lines.println("📊 PERFORMANCE METRICS:");
    lines.printf("✅ Total Successful Syncs: %d%n", successes);
    lines.printf("❌ Total Failed Syncs: %d%n", failures);
    lines.printf(
        Locale.ROOT,
        "📈 Success Rate: %.1f%%%n",
        successes + failures == 0 ? 0.0 : 100.0 * successes / (successes + failures));
    lines.printf(
        Locale.ROOT, "⏱️  Average Sync Duration: %.1f seconds%n", average(statistics.values()));
  }

  /** The average of all successful runs. */
  private static double average(Iterable<Statistics> statistics) {
    double seconds = 0;
    int runs = 0;
    for (Statistics type : statistics) {
      seconds += type.successes() * Objects.requireNonNullElse(type.averageSeconds(), 0.0);
      runs += type.successes();
    }
    return runs == 0 ? 0 : seconds / runs;
  }

  private static String title(SyncState type) {
    return title(type.syncType());
  }

  /** {@code main_submissions} as {@code Main Submissions}. */
  private static String title(String type) {
    return Stream.of(type.split("_"))
        .filter(word -> !word.isEmpty())
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining(" "));
  }

  private static String time(@Nullable String iso) {
    return iso == null ? "never" : LocalTimes.second(iso) + " UTC";
  }

  private static String sign(String status) {
    return SIGNS.getOrDefault(status, "❔");
  }
}
