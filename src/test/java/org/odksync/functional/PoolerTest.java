package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** PostgreSQL behind a pooler in transaction mode. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PoolerTest {

  private static final int SESSIONS = 4;

  private final String database = Servers.SHARED.emptyDatabase();
  private final Platform platform = new Platform(Servers.SHARED.sampleCentral(), database);
  private final Warehouse warehouse = platform.warehouse();
  private final TransactionPooler pooler;

  PoolerTest() throws IOException, SQLException {
    // database defaults that an administrator may have set for other programs
    warehouse.execute(
        "ALTER DATABASE %s SET default_transaction_isolation = 'serializable'".formatted(database));
    pooler =
        new TransactionPooler(Integer.parseInt(platform.variable("PG_PORT")), database, SESSIONS);
    platform.set("PG_PORT", String.valueOf(pooler.port()));
  }

  @AfterEach
  void close() throws IOException {
    platform.close();
    pooler.close();
  }

  @Test
  void startsRunsAndTriggersWork() throws Exception {
    platform.run(OnPlatform.CYCLE);
    platform.serve();
    await().atMost(Duration.ofSeconds(60)).until(() -> successes("main_submissions") == 2);
    platform.onDemand();
    platform.run(OnPlatform.CYCLE);
    platform.stop();

    assertThat(
            warehouse.query(
                "SELECT to_jsonb(h) FROM odk_sync_history h"
                    + " WHERE status = 'error' AND error_message NOT LIKE '%interrupted%'"))
        .isEmpty();
    new WarehouseComparison(warehouse, platform.central().submissions().list()).check();
    assertThat(settings()).as("left to other programs").isEmpty();
    assertThat(warehouse.query("SELECT to_jsonb(l) FROM pg_locks l WHERE locktype = 'advisory'"))
        .isEmpty();
  }

  @Test
  void transactionsHaveTheirOwnSettings() throws Exception {
    try (Connection connection = ours();
        Statement alone = connection.createStatement()) {
      assertThat(text(alone, "SHOW default_transaction_isolation")).isEqualTo("serializable");
      connection.setAutoCommit(false);
      for (int i = 0; i < 2; i++) {
        try (Statement statement = connection.createStatement()) {
          assertThat(text(statement, "SHOW transaction_isolation")).isEqualTo("read committed");
          assertThat(text(statement, "SHOW timezone")).isEqualTo("UTC");
          assertThat(text(statement, "SHOW idle_in_transaction_session_timeout")).isEqualTo("10s");
        }
        connection.commit();
      }
    }
  }

  private Connection ours() throws SQLException {
    return platform
        .service()
        .camel()
        .getRegistry()
        .lookupByNameAndType("warehouse", DataSource.class)
        .getConnection();
  }

  private long successes(String type) throws SQLException {
    return warehouse
        .query(
            "SELECT to_jsonb(count(*)) FROM odk_sync_history"
                + " WHERE sync_type = ? AND status = 'success'",
            type)
        .get(0)
        .longValue();
  }

  /** Settings of any session that differ from a new session's, except the driver's. */
  private Set<String> settings() throws SQLException {
    Set<String> changed = new TreeSet<>();
    List<Connection> clients = new ArrayList<>();
    try {
      // each query in a transaction, so that it sees all sessions
      for (int i = 0; i < SESSIONS; i++) {
        Connection client =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/%s?prepareThreshold=0"
                    .formatted(pooler.port(), database),
                "postgres",
                "");
        client.setAutoCommit(false);
        clients.add(client);
        try (Statement statement = client.createStatement()) {
          String names =
              text(
                  statement,
                  """
                  SELECT string_agg(name, ' ') FROM (
                      SELECT name FROM pg_settings WHERE source = 'session'
                      UNION ALL SELECT 'prepared ' || name FROM pg_prepared_statements) s""");
          if (names != null) {
            changed.addAll(List.of(names.split(" ")));
          }
        }
      }
    } finally {
      for (Connection client : clients) {
        client.close();
      }
    }
    // two settings are the driver's, the last one belongs to this query's transaction
    changed.removeAll(Set.of("application_name", "extra_float_digits", "transaction_isolation"));
    return changed;
  }

  private static String text(Statement statement, String question) throws SQLException {
    try (ResultSet answer = statement.executeQuery(question)) {
      answer.next();
      return answer.getString(1);
    }
  }
}
