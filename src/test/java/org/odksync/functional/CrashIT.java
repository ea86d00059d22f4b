package org.odksync.functional;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Kills the packaged service with -9 again and again, at random moments, while Central changes.
 * Finally the warehouse must be as without kills. Two warehouses at a time, because a process
 * spends most of its time starting.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashIT {

  private static final int KILLS = Integer.getInteger("crash.kills", 50);
  private static final long SEED = Long.getLong("crash.seed", System.nanoTime());
  private static final int WAREHOUSES = 2;

  private final List<CrashScenario> scenarios = new ArrayList<>();

  @BeforeAll
  void killRepeatedly() throws Exception {
    for (int i = 0; i < WAREHOUSES; i++) {
      scenarios.add(new CrashScenario(new Random(SEED + i)));
    }
    CompletableFuture.allOf(
            IntStream.range(0, WAREHOUSES)
                .mapToObj(i -> killed(scenarios.get(i), (KILLS + i) / WAREHOUSES))
                .toArray(CompletableFuture[]::new))
        .join();
  }

  private static CompletableFuture<Void> killed(CrashScenario scenario, int times) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            scenario.kill(times);
            scenario.settle();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        },
        command -> new Thread(command).start());
  }

  @AfterAll
  void stop() throws IOException {
    System.out.printf("killed with -Dcrash.seed=%d%n", SEED);
    for (CrashScenario scenario : scenarios) {
      System.out.println(scenario.log());
      scenario.close();
    }
  }

  @Test
  void warehouseEqualsCentral() throws Exception {
    for (CrashScenario scenario : scenarios) {
      scenario.checkWarehouse();
    }
  }

  @Test
  void everyImageIsStoredAndLinked() throws Exception {
    for (CrashScenario scenario : scenarios) {
      scenario.checkImages();
    }
  }

  @Test
  void storedObjectsAreNotUploadedAgain() {
    scenarios.forEach(CrashScenario::checkUploads);
  }

  @Test
  void everyRunEndedAndNoneFailed() throws Exception {
    for (CrashScenario scenario : scenarios) {
      scenario.checkRuns();
    }
  }

  @Test
  void countersMatchTheHistory() throws Exception {
    for (CrashScenario scenario : scenarios) {
      scenario.checkCounters();
    }
  }
}
