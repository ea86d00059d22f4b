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
 * Shows the progress of a run on a terminal: the number of records, records per second, and the
 * number of remaining records if it is known. Reads the progress from the warehouse.
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

  /** Whether standard output is a terminal; the start script finds out. */
  static boolean isSeen() {
    return Boolean.getBoolean("odk-sync.terminal");
  }

  /** Runs the task, and shows its progress meanwhile. */
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
      // waits for the running one
      camel.getExecutorServiceManager().shutdownGraceful(clock);
      last(type, bar);
      return done;
    } finally {
      camel.getExecutorServiceManager().shutdownNow(clock);
    }
  }

  /** How many records there will be; empty where that is not known. */
  private OptionalLong expected(String type) {
    if (types.get(type).kind().equals("images")) {
      return OptionalLong.of(
          StatusQueries.problems(monitor.problems()).images().getOrDefault("pending", 0L));
    }
    // a later run reads what is new, and how much that is cannot be known
    boolean everything =
        type.equals(types.feeds().stream().findFirst().orElse(""))
            && states().stream()
                .anyMatch(it -> it.syncType().equals(type) && it.lastSyncTimestamp() == null);
    Set<Form> forms = camel.getRegistry().findByType(Form.class);
    return everything && forms.size() == 1
        ? submissions(forms.iterator().next())
        : OptionalLong.empty();
  }

  /** Ignores an error of Central: the run reports it. */
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

  /** The final count of the run. */
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
