package org.odksync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.odksync.status.RecordedRun;
import org.odksync.status.Statistics;
import org.odksync.status.SyncState;

class TerminalDashboardTest {

  private static final String SUCCESS = "2025-08-20T15:01:00.123456Z";

  /** The sample of the Python service's guide, and of its code what the sample leaves out. */
  @Test
  void formIsThatOfThePythonService() {
    List<SyncState> types =
        List.of(
            state("main_submissions", 127),
            state("person_details", 498),
            state("image_processing", 0),
            state("url_refresh", 3));
    List<RecordedRun> recent =
        List.of(
            new RecordedRun(9, "url_refresh", SUCCESS, "success", 3L, 1.6, null, "host-7"),
            new RecordedRun(
                8, "main_submissions", SUCCESS, "in_progress", 1000L, null, null, null));

    assertThat(
            TerminalDashboard.of(types, recent, Map.of("a", average(5, 2.0), "b", average(5, 2.2))))
        .isEqualTo(
            """
            🔄 ODK SYNC MONITORING DASHBOARD
            ================================================================================
            📈 SYNC TYPE STATUS:
            ✅ MAIN SUBMISSIONS
               Last Sync: 2025-08-20 15:01:00 UTC
               Status: success
               Success/Failed: 6/0
               Last Processed: 127 records

            ✅ PERSON DETAILS
               Last Sync: 2025-08-20 15:01:00 UTC
               Status: success
               Success/Failed: 6/0
               Last Processed: 498 records

            ✅ IMAGE PROCESSING
               Last Sync: 2025-08-20 15:01:00 UTC
               Status: success
               Success/Failed: 6/0
               Last Processed: 0 records

            ✅ URL REFRESH
               Last Sync: 2025-08-20 15:01:00 UTC
               Status: success
               Success/Failed: 6/0
               Last Processed: 3 records

            📋 RECENT SYNC ACTIVITY (Last 10):
            --------------------------------------------------------------------------------
             1. ✅ 15:01:00 | Url Refresh          |    3 records |    2s
             2. 🔄 15:01:00 | Main Submissions     | 1000 records |    0s

            📊 PERFORMANCE METRICS:
            ✅ Total Successful Syncs: 24
            ❌ Total Failed Syncs: 0
            📈 Success Rate: 100.0%
            ⏱️  Average Sync Duration: 2.1 seconds
            """);
  }

  @Test
  void whatIsWrongIsShown() {
    SyncState failing =
        new SyncState(
            "main_submissions",
            SUCCESS,
            SUCCESS,
            "in_progress",
            1,
            2,
            127L,
            "network: no answer from Central",
            2,
            600L,
            60L,
            null,
            new SyncState.LiveRun(7, SUCCESS, 90, 12L, "host-7"));
    SyncState pending =
        new SyncState("views", null, null, "pending", 0, 0, null, null, 0, null, 60L, null, null);
    SyncState stale =
        new SyncState(
            "unified", SUCCESS, SUCCESS, "success", 1, 0, 4L, null, 0, 600L, 60L, null, null);

    assertThat(TerminalDashboard.of(List.of(failing, pending, stale), List.of(), Map.of()))
        .contains(
            """
            🔄 MAIN SUBMISSIONS
               Last Sync: 2025-08-20 15:01:00 UTC
               Status: in_progress
               Success/Failed: 1/2
               Last Processed: 127 records
               Error: network: no answer from Central
               Running: since 2025-08-20 15:01:00 UTC, 12 records so far, by host-7
            """)
        .contains("⏳ VIEWS\n   Last Sync: never\n   Status: pending\n")
        .contains("✅ UNIFIED\n", "   Status: success, stale\n", "📈 Success Rate: 50.0%\n");
  }

  private static SyncState state(String type, long records) {
    return new SyncState(
        type, SUCCESS, SUCCESS, "success", 6, 0, records, null, 0, 10L, 60L, null, null);
  }

  private static Statistics average(int successes, @Nullable Double seconds) {
    return new Statistics(successes, successes, 0, 100, seconds, null, null, 0, null, null, null);
  }
}
