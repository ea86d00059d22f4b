package org.odksync.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.odksync.status.Health.Level;

class HealthTest {

  private static final OpenProblems NONE =
      new OpenProblems(
          List.of("host1"), 7, 0, 0, 0, 0, Map.of("stored", 5L), 0, 0, null, null, 0, 0);

  @Test
  void allSuccessfulIsOk() {
    assertThat(Health.judge(List.of(state(0, 59L, 60L)), NONE))
        .isEqualTo(new Health(Level.OK, List.of()));
  }

  @Test
  void threeFailuresAreFailing() {
    assertThat(judge(state(1, 61L, 60L))).isEqualTo(Level.DEGRADED);
    assertThat(judge(state(2, 61L, 60L))).isEqualTo(Level.DEGRADED);
    assertThat(judge(state(3, 61L, 60L))).isEqualTo(Level.FAILING);
    assertThat(Health.judge(List.of(state(2, 61L, 60L)), NONE).reasons().get(0).message())
        .isEqualTo("the last 2 runs failed: s3: no bucket");
  }

  @Test
  void threeIntervalsWithoutSuccessAreFailing() {
    assertThat(judge(state(0, 180L, 60L))).isEqualTo(Level.OK);
    assertThat(judge(state(0, 181L, 60L))).isEqualTo(Level.FAILING);
    assertThat(judge(state(0, 10_800L, 3_600L))).isEqualTo(Level.OK);
    assertThat(judge(state(0, 10_801L, 3_600L))).isEqualTo(Level.FAILING);
  }

  /** With an interval of one second, one slow run is normal. */
  @Test
  void oneMinuteWithoutSuccessIsAlwaysOk() {
    assertThat(judge(state(0, 60L, 1L))).isEqualTo(Level.OK);
    assertThat(judge(state(0, 61L, 1L))).isEqualTo(Level.FAILING);
  }

  @Test
  void typeWithoutTriggerIsNeverStale() {
    assertThat(judge(state(0, 1_000_000L, null))).isEqualTo(Level.OK);
  }

  @Test
  void typeWithoutSuccessIsDegraded() {
    assertThat(judge(state(0, null, 60L))).isEqualTo(Level.DEGRADED);
    assertThat(judge(state(0, null, null))).isEqualTo(Level.OK);
  }

  @Test
  void worstReasonComesFirstAndDecidesTheStatus() {
    Health health =
        Health.judge(
            List.of(state(1, 61L, 60L), state(0, 181L, 60L)),
            new OpenProblems(
                List.of(), 7, 3, 0, 4, 0, Map.of("missing", 2L), 2, 0, "t", 90_000L, 0, 0));

    assertThat(health.status()).isEqualTo(Level.FAILING);
    assertThat(health.reasons())
        .extracting(reason -> reason.level() + " " + reason.subject())
        .containsExactly(
            "failing main_submissions",
            "degraded main_submissions",
            "degraded service",
            "degraded images",
            "degraded rejects",
            "degraded encrypted");
  }

  @Test
  void oldProblemsAreNotices() {
    OpenProblems old =
        new OpenProblems(
            List.of("host1"), 7, 3, 3, 4, 4, Map.of("missing", 2L), 0, 2, "t", 44 * 86_400L, 0, 0);

    Health health = Health.judge(List.of(state(0, 59L, 60L)), old);

    assertThat(health.status()).isEqualTo(Level.OK);
    assertThat(health.reasons())
        .extracting(reason -> "%s: %s".formatted(reason.level(), reason.message()))
        .containsExactly(
            "notice: 2 images are missing in Central, the oldest for 44 days: send them, or run"
                + " odk-sync accept attachment",
            "notice: 3 values or records fit no column for more than 7 days: run odk-sync replay, or"
                + " odk-sync accept reject",
            "notice: 4 submissions are encrypted and not stored for more than 7 days");
  }

  @Test
  void newProblemsBesideOldOnesAreDegraded() {
    OpenProblems both =
        new OpenProblems(
            List.of("host1"), 7, 5, 3, 0, 0, Map.of("missing", 2L), 1, 1, "t", 86_400L, 0, 0);

    Health health = Health.judge(List.of(), both);

    assertThat(health.status()).isEqualTo(Level.DEGRADED);
    assertThat(health.reasons())
        .extracting(reason -> reason.level() + " " + reason.message().charAt(0))
        .containsExactly("degraded 1", "degraded 2", "notice 1", "notice 3");
  }

  @Test
  void expiredLinksAreFailing() {
    OpenProblems expired =
        new OpenProblems(List.of("host1"), 7, 0, 0, 0, 0, Map.of(), 0, 0, null, null, 9, 1);

    assertThat(Health.judge(List.of(), expired).status()).isEqualTo(Level.FAILING);
  }

  private static Level judge(SyncState state) {
    return Health.judge(List.of(state), NONE).status();
  }

  private static SyncState state(
      int failures, @Nullable Long secondsSinceSuccess, @Nullable Long interval) {
    return new SyncState(
        "main_submissions",
        null,
        null,
        "success",
        1,
        failures,
        1L,
        failures == 0 ? null : "s3: no bucket",
        failures,
        secondsSinceSuccess,
        interval,
        null,
        null);
  }
}
