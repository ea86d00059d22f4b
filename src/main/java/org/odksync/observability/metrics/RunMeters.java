package org.odksync.observability.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.CamelContextStartedEvent;
import org.apache.camel.spi.CamelEvent.ExchangeRedeliveryEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSendingEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSentEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.ExchangeHelper;
import org.odksync.error.Diagnosis;
import org.odksync.run.Run;
import org.odksync.run.SyncTypes;
import org.odksync.run.WaitTimeListener;

/**
 * Counts runs and their requests from Camel's events. Camel ignores exceptions in a notifier, so
 * this class cannot fail a run.
 */
public final class RunMeters extends EventNotifierSupport {

  private static final String SYNC = "sync";
  private static final String OUTCOME = "outcome";
  private static final String SUCCESS = "success";
  private static final String ERROR = "error";
  private static final String ABSENT = "absent";
  private static final String INTERRUPTED = "interrupted";

  /**
   * Routes for which a 404 is normal: most new images are not in the bucket yet, and some not in
   * Central. In other routes a 404 means a missing form or bucket.
   */
  private static final Set<String> MAY_BE_ABSENT = Set.of("images.head", "central.file");

  /** A limit against defects: sync types come from route files. */
  private static final int MOST_SYNC_TYPES = 100;

  private static final Duration[] RUN_BUCKETS = {
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(15),
    Duration.ofMinutes(1),
    Duration.ofMinutes(5),
    Duration.ofMinutes(15),
    Duration.ofHours(1)
  };
  private static final Duration[] REQUEST_BUCKETS = {
    Duration.ofMillis(50),
    Duration.ofMillis(250),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(15),
    Duration.ofMinutes(1)
  };

  private final MeterRegistry registry;

  /** What to count, by the endpoint that a run has called at its end. */
  private final Map<String, Consumer<Exchange>> ends =
      Map.of(
          "direct://run.completed", exchange -> ended(exchange, SUCCESS),
          "direct://run.failed", exchange -> ended(exchange, failure(exchange)),
          "direct://run.skipped", exchange -> count(sync(exchange), "skipped"),
          "direct://run.expire", this::abandoned);

  /**
   * @param registry for the metrics
   */
  public RunMeters(MeterRegistry registry) {
    this.registry = registry;
    registry
        .config()
        .meterFilter(
            MeterFilter.maximumAllowableTags(
                "odk.sync", SYNC, MOST_SYNC_TYPES, MeterFilter.deny()));
    for (String outcome : List.of(SUCCESS, ERROR, ABSENT)) {
      requests("central", outcome);
      requests("s3", outcome);
    }
  }

  @Override
  public boolean isEnabled(CamelEvent event) {
    return event instanceof ExchangeSendingEvent
        || event instanceof ExchangeSentEvent
        || event instanceof ExchangeRedeliveryEvent
        || event instanceof CamelContextStartedEvent;
  }

  @Override
  public void notify(CamelEvent event) {
    if (event instanceof ExchangeSentEvent sent) {
      sent(sent);
    } else if (event instanceof ExchangeRedeliveryEvent again) {
      retries(sync(again.getExchange())).increment();
    } else if (event instanceof CamelContextStartedEvent started) {
      // start at zero, so that the first event is an increase
      SyncTypes.of(started.getContext()).names().forEach(this::register);
    }
  }

  private void register(String sync) {
    runs(sync, SUCCESS);
    runs(sync, ERROR);
    duration(sync);
    records(sync);
    retries(sync);
  }

  private void sent(ExchangeSentEvent sent) {
    String uri = sent.getEndpoint().getEndpointUri();
    Consumer<Exchange> end = ends.get(uri);
    if (end != null) {
      end.accept(sent.getExchange());
      return;
    }
    String stage = WaitTimeListener.system(uri);
    if (stage != null && !stage.equals("database")) {
      requests(stage, outcome(sent.getExchange())).record(Duration.ofMillis(sent.getTimeTaken()));
    }
  }

  private static String outcome(Exchange exchange) {
    if (!exchange.isFailed()) {
      return SUCCESS;
    }
    return MAY_BE_ABSENT.contains(ExchangeHelper.getRouteId(exchange))
            && Diagnosis.isNotFound(exchange.getException())
        ? ABSENT
        : ERROR;
  }

  /** A run that a stop of the service interrupts has not failed. */
  private static String failure(Exchange exchange) {
    return run(exchange).filter(Run::isInterrupted).isPresent() ? INTERRUPTED : ERROR;
  }

  /** A run whose end could not be written has lost its lease or its database. */
  private void ended(Exchange exchange, String outcome) {
    String sync = sync(exchange);
    if (run(exchange).map(Run::unrecorded).isPresent()) {
      count(sync, "unrecorded");
      return;
    }
    count(sync, outcome);
    duration(sync).record(Duration.ofMillis(exchange.getClock().elapsed()));
    if (outcome.equals(SUCCESS)) {
      records(sync).increment(run(exchange).map(Run::records).orElse(0L));
    }
  }

  /** The body holds the runs whose lease has expired, a row each. */
  private void abandoned(Exchange exchange) {
    if (exchange.getMessage().getBody() instanceof List<?> rows) {
      for (Object row : rows) {
        if (row instanceof Map<?, ?> ended) {
          count(String.valueOf(ended.get("sync_type")), "abandoned");
        }
      }
    }
  }

  private void count(String sync, String outcome) {
    runs(sync, outcome).increment();
  }

  private static String sync(Exchange exchange) {
    return run(exchange).map(run -> run.type().name()).orElse("none");
  }

  private static Optional<Run> run(Exchange exchange) {
    return Optional.ofNullable(exchange.getVariable("run", Run.class));
  }

  private Counter runs(String sync, String outcome) {
    return Counter.builder("odk.sync.runs")
        .description(
            "Runs that have ended, or were skipped because another instance holds the lease")
        .tag(SYNC, sync)
        .tag(OUTCOME, outcome)
        .register(registry);
  }

  private Counter records(String sync) {
    return Counter.builder("odk.sync.records")
        .description("Records processed by successful runs")
        .tag(SYNC, sync)
        .register(registry);
  }

  private Counter retries(String sync) {
    return Counter.builder("odk.sync.retries")
        .description("Retries of runs and of single images")
        .tag(SYNC, sync)
        .register(registry);
  }

  private Timer duration(String sync) {
    return Timer.builder("odk.sync.duration")
        .description("Duration of runs")
        .serviceLevelObjectives(RUN_BUCKETS)
        .tag(SYNC, sync)
        .register(registry);
  }

  private Timer requests(String system, String outcome) {
    return Timer.builder("odk." + system + ".requests")
        .description("Time until the answer to a request starts")
        .serviceLevelObjectives(REQUEST_BUCKETS)
        .tag(OUTCOME, outcome)
        .register(registry);
  }
}
