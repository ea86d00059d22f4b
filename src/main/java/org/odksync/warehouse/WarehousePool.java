package org.odksync.warehouse;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.odksync.config.Settings;
import org.odksync.config.Timeouts;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.ssl.DefaultJavaSSLFactory;

/** The connection pool of the warehouse, and its migrations. */
public final class WarehousePool {

  private static final int CONNECTIONS = 10;

  /** The pool takes nothing shorter. */
  private static final int SHORTEST_VALIDATION_MILLIS = 250;

  private WarehousePool() {}

  /** Opens the pool and brings our own tables up to date. Fails when there is no database. */
  public static HikariDataSource open(Settings.Database database, Timeouts waits)
      throws SQLException {
    PGSimpleDataSource driver = driver(database, waits, "primary");
    MigrationTransaction.in(driver, source -> flyway(source).migrate());
    // not for migrations, which may take their time
    driver.setSocketTimeout(seconds(waits.milliseconds("database.idleMilliseconds")));
    return pool(configuration(driver, waits));
  }

  /**
   * Connects for each statement, and changes nothing by itself; there need be no database yet. Of
   * several servers a standby will do while no primary answers.
   */
  public static DataSource asItIs(Settings.Database database, Timeouts waits) throws SQLException {
    PGSimpleDataSource driver = driver(database, waits, "preferPrimary");
    driver.setSocketTimeout(seconds(waits.milliseconds("database.idleMilliseconds")));
    return driver;
  }

  /**
   * @param target which of several servers is used, as the driver's targetServerType
   */
  private static PGSimpleDataSource driver(
      Settings.Database database, Timeouts waits, String target) throws SQLException {
    // a process that is paused within a transaction (Quartz locks its triggers in one) must not
    // hold up all the others
    PGSimpleDataSource driver =
        new PostgresConnections(waits.milliseconds("database.pauseMilliseconds"));
    List<Settings.Database.Server> servers = database.servers();
    driver.setServerNames(
        servers.stream().map(Settings.Database.Server::host).toArray(String[]::new));
    driver.setPortNumbers(servers.stream().mapToInt(Settings.Database.Server::port).toArray());
    if (servers.size() > 1) {
      driver.setTargetServerType(target);
    }
    driver.setDatabaseName(database.name());
    driver.setUser(database.user());
    driver.setPassword(database.password().reveal());
    driver.setApplicationName("odk-sync");
    driver.setConnectTimeout(seconds(waits.milliseconds("database.connectMilliseconds")));
    driver.setTcpKeepAlive(true);
    encrypt(driver, database.tls());
    // the detail of a server's error quotes the data of the row
    driver.setProperty("logServerErrorDetail", "false");
    return driver;
  }

  private static void encrypt(PGSimpleDataSource driver, Settings.DatabaseTls tls) {
    driver.setSslMode(tls.mode());
    tls.authorities()
        .map(Path::toString)
        .ifPresentOrElse(
            driver::setSslRootCert,
            () -> {
              // the driver would look for a file of libpq's
              if (tls.isVerified()) {
                driver.setSslfactory(DefaultJavaSSLFactory.class.getName());
              }
            });
  }

  private static HikariDataSource pool(HikariConfig configuration) throws SQLException {
    FailoverEviction evictions = new FailoverEviction();
    configuration.setExceptionOverride(evictions);
    try {
      HikariDataSource pool = new HikariDataSource(configuration);
      evictions.in(pool);
      return pool;
    } catch (HikariPool.PoolInitializationException noConnection) {
      if (noConnection.getCause() instanceof SQLException refused) {
        throw refused;
      }
      throw noConnection;
    }
  }

  private static HikariConfig configuration(DataSource driver, Timeouts waits) {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName("warehouse");
    pool.setDataSource(driver);
    pool.setMaximumPoolSize(CONNECTIONS);
    long connect = waits.milliseconds("database.connectMilliseconds").toMillis();
    pool.setConnectionTimeout(connect);
    // several silent connections in a row leave time for a new one
    pool.setValidationTimeout(Math.max(SHORTEST_VALIDATION_MILLIS, connect / CONNECTIONS));
    return pool;
  }

  /** Rounded up: 0 would be for ever. */
  private static int seconds(Duration wait) {
    return Math.toIntExact(wait.plusMillis(999).toSeconds());
  }

  static Flyway flyway(DataSource warehouse) {
    return Flyway.configure()
        .dataSource(warehouse)
        .table("odk_schema_history")
        // the tables of the Python service, or of other programs, may be there already
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .locations("classpath:db/migration")
        .javaMigrations(new V2__Quartz())
        .load();
  }
}
