package org.odksync.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.odksync.log.Instance;
import org.slf4j.MDC;

/**
 * The runs of this process that hold a lease: what the heartbeat extends. A run that has ended is
 * never extended again, also when its end could not be written; then its lease runs out.
 */
public final class Runs {

  private final String process = UUID.randomUUID().toString();
  private final Map<String, Long> live = new ConcurrentHashMap<>();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile @Nullable CamelContext camel;

  /**
   * Identifies a run in leases: by this start of the process, which is random, because host names
   * and process ids repeat in containers, and by its exchange.
   */
  public String holder(String exchangeId) {
    return process + "/" + exchangeId;
  }

  /** What operators know this process by: {@code <host>-<pid>}. */
  public String getInstance() {
    return Instance.name();
  }

  /**
   * Begins a run whose work is done in Java, recorded as those of the routes are: use it with
   * try-with-resources.
   *
   * @param sync the type, at most 50 characters
   * @throws LeaseHeld when another run of this type is under way, here or elsewhere
   * @throws IllegalStateException when the start could not be recorded
   */
  public SyncRun start(String sync) {
    return SyncRun.start(this, Objects.requireNonNull(camel, "the service is not started"), sync);
  }

  /** A run begins: its lease is extended from now on, and what its thread logs is known as its. */
  public void begin(String sync, long fencingNumber, long historyId) {
    live.put(sync, fencingNumber);
    MDC.put("sync", sync);
    MDC.put("history_id", String.valueOf(historyId));
    MDC.put("instance", Instance.name());
  }

  /** It is about to end, and its lease with it. */
  public void end(String sync, long fencingNumber) {
    live.remove(sync, fencingNumber);
  }

  /** It has ended; the thread does something else next. */
  public void ended() {
    MDC.remove("sync");
    MDC.remove("history_id");
    MDC.remove("instance");
  }

  /** The routes are there: runs can be begun. */
  public void started(CamelContext context) {
    this.camel = context;
  }

  /** The service stops: each run ends before it changes anything more. */
  public void stop() {
    stopping.countDown();
  }

  /**
   * Goes on, unless the service stops.
   *
   * @throws SyncFailure when it does
   */
  public void goOn() {
    if (isStopping()) {
      throw interrupted();
    }
  }

  static SyncFailure interrupted() {
    return new SyncFailure(
        ErrorClass.INTERRUPTED, "the service was stopped; the next run goes on from here", null);
  }

  boolean isStopping() {
    return stopping.getCount() == 0;
  }

  /** Waits before something is done again; false, and at once, when the service stops. */
  public boolean pause(Duration wait) throws InterruptedException {
    return !stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  public boolean isAnyLive() {
    return !live.isEmpty();
  }

  /** How many runs of this process hold a lease. */
  public int liveCount() {
    return live.size();
  }

  /** The leases to extend: a JSON array of objects with sync_type and fencing_number. */
  public String getLeases() {
    ArrayNode leases = JsonNodeFactory.instance.arrayNode();
    live.forEach(
        (sync, fence) -> leases.addObject().put("sync_type", sync).put("fencing_number", fence));
    return leases.toString();
  }
}
