package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSendingEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.Test;
import org.odksync.run.Run;

/**
 * What a cycle costs does not depend on how much is stored: statements and requests are counted at
 * two sizes, and the rows that PostgreSQL reads. Times are the benchmark's.
 */
class CycleCostTest extends OnPlatform {

  private static final int MORE = 3_000;
  private static final int EDITS = 10;

  private static final Instant OLD = Instant.parse("2026-01-01T00:00:00Z");

  /** Rows that a cycle may read of the tables that grow with the submissions. */
  private static final int MAX_ROWS_READ = 1_000;

  /** What runs did: statements by name, and requests to Central. */
  private record Cost(Map<String, Integer> statements, long requests) {}

  CycleCostTest() throws IOException, SQLException {
    super();
  }

  @Test
  void cycleCostsTheSameWithManySubmissions() throws Exception {
    settle();
    Cost idle = cost();
    edit();
    Cost changed = cost();
    settle();

    resync(MORE);
    Cost idleWithMore = cost();
    edit();
    long before = rowsRead();
    Cost changedWithMore = cost();
    long rowsRead = rowsRead() - before;

    assertThat(idle.requests()).as("one request a feed").isEqualTo(2);
    assertThat(idleWithMore).isEqualTo(idle);
    assertThat(changedWithMore).isEqualTo(changed);
    assertThat(rowsRead).isBetween((long) EDITS, (long) MAX_ROWS_READ);
  }

  @Test
  void idleCycleWritesOnlyItsRuns() throws Exception {
    settle();
    JsonNode before = rowsWritten();
    cost();

    JsonNode after = rowsWritten();
    after
        .fieldNames()
        .forEachRemaining(
            table -> assertThat(after.get(table)).as(table).isEqualTo(before.get(table)));
  }

  /**
   * Runs cycles until Central answers that nothing has changed: its clock has seconds, so the
   * window of changes grows until the second of the last change has passed.
   */
  private void settle() throws SQLException {
    await()
        .until(
            () -> {
              platform.run(CYCLE);
              return recordsRead("main_submissions") + recordsRead("person_details") == 0;
            });
    endSessions();
    warehouse.execute("VACUUM ANALYZE");
  }

  private int recordsRead(String feed) throws SQLException {
    return warehouse.lastRun(feed).at("/sync_metadata/records_read").asInt();
  }

  /** Adds old submissions, which no window of changes contains, and reads everything again. */
  private void resync(int more) throws SQLException {
    for (int i = 0; i < more; i++) {
      platform.central().submissions().createLate(values(), OLD.plusSeconds(i));
    }
    warehouse.update("UPDATE odk_sync_cursor SET watermark = NULL, filter = NULL, etag = NULL");
    settle();
    assertThat(warehouse.table(Warehouse.MAIN)).hasSizeGreaterThan(more);
  }

  private void edit() {
    platform.central().submissions().list().stream()
        .limit(EDITS)
        .map(submission -> submission.get("__id").textValue())
        .forEach(
            id ->
                platform
                    .central()
                    .submissions()
                    .edit(id, values -> values.put("logo", "edited " + values.path("logo"))));
  }

  private static ObjectNode values() {
    ObjectNode values = JsonNodeFactory.instance.objectNode().put("logo", "x");
    values.putArray("person_details").addObject().put("tin", "1").put("type", "individual");
    return values;
  }

  /** Runs a cycle in a new service, so that both sizes begin alike. */
  private Cost cost() throws SQLException {
    platform.stop();
    Counter counter = new Counter();
    CamelContext camel = platform.service().camel();
    camel.getManagementStrategy().addEventNotifier(counter);
    platform.central().requests().clear();
    platform.run(CYCLE);
    long requests =
        platform.central().requests().list().stream()
            .filter(request -> request.target().contains(".svc/Submissions"))
            .count();
    endSessions();
    return new Cost(Map.copyOf(counter.counts), requests);
  }

  /** Stops the service. PostgreSQL counts what a session has read and written when it ends. */
  private void endSessions() {
    platform.stop();
    await()
        .until(
            () ->
                warehouse
                    .query(
                        """
                        SELECT to_jsonb(pid) FROM pg_stat_activity
                        WHERE datname = current_database() AND backend_type = 'client backend'
                          AND pid <> pg_backend_pid()""")
                    .isEmpty());
  }

  /** The rows read so far from the tables that grow with the submissions, by any plan. */
  private long rowsRead() throws SQLException {
    return warehouse
        .query(
            """
            SELECT to_jsonb(sum(seq_tup_read + coalesce(idx_tup_fetch, 0))) FROM pg_stat_user_tables
            WHERE relname LIKE 'GRARental%' OR relname IN
                ('odk_attachment', 'odk_expanded', 'odk_unified_dirty', 'odk_tombstone')""")
        .get(0)
        .longValue();
  }

  /** The rows written so far, by table, except those that record runs and triggers. */
  private JsonNode rowsWritten() throws SQLException {
    return warehouse
        .query(
            """
            SELECT jsonb_object_agg(relname, n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_user_tables
            WHERE relname NOT IN ('odk_sync_history', 'odk_sync_status', 'odk_sync_lease')
              AND relname NOT LIKE 'qrtz%'""")
        .get(0);
  }

  /** Counts the statements of runs. */
  private static final class Counter extends EventNotifierSupport {

    private final Map<String, Integer> counts = new ConcurrentSkipListMap<>();

    @Override
    public void notify(CamelEvent event) {
      if (event instanceof ExchangeSendingEvent sending
          && sending.getExchange().getVariable("run", Run.class) != null) {
        String uri = sending.getEndpoint().getEndpointUri();
        if (uri.startsWith("warehouse:")) {
          counts.merge(uri.replaceAll("^warehouse:/*|\\?.*", ""), 1, Integer::sum);
        }
      }
    }
  }
}
