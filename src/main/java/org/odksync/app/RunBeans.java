package org.odksync.app;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import org.odksync.central.client.CentralUrls;
import org.odksync.config.Settings;
import org.odksync.config.Timeouts;
import org.odksync.form.views.StoredViews;
import org.odksync.form.views.UnifiedWriter;
import org.odksync.form.views.ViewFiles;
import org.odksync.run.ActiveRuns;
import org.odksync.run.FailureClassifier;
import org.odksync.run.RetryPolicy;
import org.odksync.run.RetryWait;
import org.odksync.run.WaitTimeListener;
import org.odksync.warehouse.ChunkWriter;
import org.odksync.warehouse.WarehouseClient;

/** Binds the beans of runs: failures, retries, wait times, and writers of the tables. */
final class RunBeans {

  private final Wiring wiring;

  RunBeans(Wiring wiring) {
    this.wiring = wiring;
  }

  /**
   * @param routes the folder of the route files, which holds the SQL files of views too
   */
  FailureClassifier bind(
      ActiveRuns runs, Path routes, CentralUrls central, WarehouseClient warehouse) {
    Settings settings = wiring.settings();
    FailureClassifier failures =
        new FailureClassifier(
            settings.database().place(),
            settings.bucket().map(wiring::place).orElse("no bucket"),
            wiring.through(settings.central().baseUrl()));
    wiring.bind("failureClassifier", failures);
    wiring.bind("waitTimes", new WaitTimeListener());
    Timeouts timeouts = wiring.timeouts();
    wiring.bind(
        "retryPolicy",
        new RetryPolicy(
            limits(
                timeouts.number("retry.attempts"),
                timeouts.milliseconds("retry.delayMilliseconds"),
                timeouts.milliseconds("retry.longestMilliseconds")),
            Clock.systemUTC(),
            new Random()));
    wiring.bind(
        "itemRetryPolicy",
        new RetryPolicy(
            limits(
                timeouts.number("images.retry.attempts"),
                timeouts.milliseconds("images.retry.delayMilliseconds"),
                timeouts.milliseconds("images.retry.longestMilliseconds")),
            Clock.systemUTC(),
            new Random()));
    wiring.bind("retryWait", new RetryWait(runs, Clock.systemUTC()));
    wiring.bind("chunkWriter", new ChunkWriter(warehouse, settings.sync().formZone()));
    wiring.bind("unifiedWriter", new UnifiedWriter(warehouse));
    wiring.bind("storedViews", new StoredViews(warehouse));
    wiring.bind("viewFiles", new ViewFiles(routes, central));
    return failures;
  }

  private RetryPolicy.Limits limits(int retries, Duration first, Duration longest) {
    return new RetryPolicy.Limits(retries, first, longest, wiring.settings().sync().interval());
  }
}
