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
 * The packaged service is killed with -9 over and over, wherever it is, while Central changes; and
 * in the end everything is as if it never had been. On two warehouses at a time, because most of
 * the time one process only starts.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashIT {

  private static final int KILLS = Integer.getInteger("crash.kills", 50);
  private static final long SEED = Long.getLong("crash.seed", System.nanoTime());
  private static final int WAREHOUSES = 2;

  private final List<CrashScenario> ordeals = new ArrayList<>();

  @BeforeAll
  void killOverAndOver() throws Exception {
    for (int i = 0; i < WAREHOUSES; i++) {
      ordeals.add(new CrashScenario(new Random(SEED + i)));
    }
    CompletableFuture.allOf(
            IntStream.range(0, WAREHOUSES)
                .mapToObj(i -> killed(ordeals.get(i), (KILLS + i) / WAREHOUSES))
                .toArray(CompletableFuture[]::new))
        .join();
  }

  private static CompletableFuture<Void> killed(CrashScenario ordeal, int times) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            ordeal.kill(times);
            ordeal.settle();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        },
        command -> new Thread(command).start());
  }

  @AfterAll
  void stop() throws IOException {
    System.out.printf("killed with -Dcrash.seed=%d%n", SEED);
    for (CrashScenario ordeal : ordeals) {
      System.out.println(ordeal.course());
      ordeal.close();
    }
  }

  @Test
  void warehouseIsAsTheSource() throws Exception {
    for (CrashScenario ordeal : ordeals) {
      ordeal.checkWarehouse();
    }
  }

  @Test
  void everyPictureIsStoredAndLinked() throws Exception {
    for (CrashScenario ordeal : ordeals) {
      ordeal.checkPictures();
    }
  }

  @Test
  void nothingIsUploadedThatTheBucketHas() {
    ordeals.forEach(CrashScenario::checkUploads);
  }

  @Test
  void everyRunHasEndedAndNoneFailed() throws Exception {
    for (CrashScenario ordeal : ordeals) {
      ordeal.checkRuns();
    }
  }

  @Test
  void countersAddUpWithHistory() throws Exception {
    for (CrashScenario ordeal : ordeals) {
      ordeal.checkCounters();
    }
  }
}
