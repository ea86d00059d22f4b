package org.odksync.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;
import org.odksync.central.client.CentralUrls;
import org.odksync.form.Form;
import org.odksync.run.SyncTypes;
import org.odksync.status.RunFilter;
import org.odksync.status.StatusQueries;
import org.odksync.status.SyncState;

/**
 * Shows on a terminal how far a run is: its records, how many a second, and what is left where that
 * is known. It asks the warehouse, as everybody does who looks on.
 */
final class ProgressPrinter {

  private static final int MILLISECONDS = 500;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final CamelContext camel;
  private final StatusQueries monitor;
  private final SyncTypes types;
  private final Supplier<ProgressBarBuilder> bars;

  /**
   * @param bars where they are shown
   */
  ProgressPrinter(CamelContext camel, StatusQueries monitor, Supplier<ProgressBarBuilder> bars) {
    this.camel = camel;
    this.monitor = monitor;
    this.types = SyncTypes.of(camel);
    this.bars = bars;
  }

  /** Whether somebody sits before it, as the script has found that starts us. */
  static boolean isSeen() {
    return Boolean.getBoolean("odk-sync.terminal");
  }

  /** Runs it, and shows how far it is meanwhile. */
  <T> T of(String type, Supplier<T> run) {
    ScheduledExecutorService clock =
        camel.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "progress");
    try (ProgressBar bar =
        bars.get()
            .setTaskName(type)
            .setInitialMax(expected(type).orElse(-1))
            .setUnit(" records", 1)
            .setUpdateIntervalMillis(MILLISECONDS)
            .showSpeed()
            .build()) {
      ScheduledFuture<?> looks =
          clock.scheduleWithFixedDelay(
              () -> look(type, bar), MILLISECONDS, MILLISECONDS, TimeUnit.MILLISECONDS);
      T done = run.get();
      looks.cancel(false);
      // waits for the one that is under way
      camel.getExecutorServiceManager().shutdownGraceful(clock);
      last(type, bar);
      return done;
    } finally {
      camel.getExecutorServiceManager().shutdownNow(clock);
    }
  }

  /** How many there will be; empty where that is not known. */
  private OptionalLong expected(String type) {
    if (types.get(type).kind().equals("images")) {
      return OptionalLong.of(
          StatusQueries.problems(monitor.problems()).images().getOrDefault("pending", 0L));
    }
    // later walks read what is new, and nobody knows how much that is
    boolean everything =
        type.equals(types.feeds().stream().findFirst().orElse(""))
            && states().stream()
                .anyMatch(it -> it.syncType().equals(type) && it.lastSyncTimestamp() == null);
    Set<Form> forms = camel.getRegistry().findByType(Form.class);
    return everything && forms.size() == 1
        ? submissions(forms.iterator().next())
        : OptionalLong.empty();
  }

  /** That Central does not say it is no news: the run will say why. */
  private OptionalLong submissions(Form form) {
    CentralUrls central =
        Objects.requireNonNull(
            camel.getRegistry().lookupByNameAndType("central", CentralUrls.class));
    try (ProducerTemplate template = camel.createProducerTemplate()) {
      Exchange asked =
          template.send(
              "direct:central.whole", it -> it.getMessage().setBody(central.submissionCount(form)));
      return asked.isFailed()
          ? OptionalLong.empty()
          : OptionalLong.of(
              JSON.readTree(asked.getMessage().getBody(byte[].class))
                  .path("@odata.count")
                  .longValue());
    } catch (JsonProcessingException notJson) {
      return OptionalLong.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void look(String type, ProgressBar bar) {
    states().stream()
        .filter(it -> it.syncType().equals(type))
        .map(SyncState::run)
        .filter(Objects::nonNull)
        .findFirst()
        .ifPresent(run -> stand(run.recordsProcessed(), bar));
  }

  private static void stand(@Nullable Long records, ProgressBar bar) {
    if (records != null) {
      bar.stepTo(records);
    }
  }

  /** What the run has counted in the end; where that was not known before, it is all. */
  private void last(String type, ProgressBar bar) {
    StatusQueries.runs(monitor.history(new RunFilter(type, "", 0, 1))).stream()
        .findFirst()
        .ifPresent(
            run -> {
              stand(run.recordsProcessed(), bar);
              if (bar.isIndefinite()) {
                bar.maxHint(bar.getCurrent());
              }
            });
  }

  private List<SyncState> states() {
    return StatusQueries.states(monitor.status());
  }
}
