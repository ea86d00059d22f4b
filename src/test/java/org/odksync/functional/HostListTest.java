package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.odksync.config.Secret;
import org.odksync.config.Settings;
import org.odksync.config.Timeouts;

/** PG_HOST may name several servers. */
class HostListTest {

  @Test
  void primaryIsUsedAndAStandbyOnlyForReading() throws Exception {
    try (EmbeddedPostgres standby =
            EmbeddedPostgres.builder()
                .setServerConfig("default_transaction_read_only", "on")
                .start();
        Platform platform =
            new Platform(Servers.SHARED.sampleCentral(), Servers.SHARED.emptyDatabase())) {
      int port = Integer.parseInt(platform.variable("PG_PORT"));
      String name = platform.variable("PG_DB");
      try (Connection connection = standby.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("SET default_transaction_read_only = off");
        statement.execute("CREATE DATABASE " + name);
      }
      String hosts = "localhost:1, 127.0.0.1:%d,localhost".formatted(standby.getPort());

      try (HikariDataSource pool =
          org.odksync.warehouse.WarehousePool.open(database(hosts, port, name), Timeouts.read())) {
        assertThat(server(pool)).isEqualTo(port);
      }
      // without a primary
      String standbys = "localhost:1,127.0.0.1:%d".formatted(standby.getPort());
      assertThat(
              server(
                  org.odksync.warehouse.WarehousePool.asItIs(
                      database(standbys, port, name), Timeouts.read())))
          .isEqualTo(standby.getPort());
    }
  }

  private static Settings.Database database(String hosts, int port, String name) {
    return new Settings.Database(hosts, port, name, "postgres", new Secret("x"));
  }

  /** The port of the connected server. */
  private static int server(DataSource warehouse) throws SQLException {
    try (Connection connection = warehouse.getConnection();
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery("SHOW port")) {
      answer.next();
      return answer.getInt(1);
    }
  }
}
