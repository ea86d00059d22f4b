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

/** Opens the connection pool of the warehouse and applies the migrations. */
public final class WarehousePool {

  private static final int CONNECTIONS = 10;

  /** HikariCP's minimum. */
  private static final int SHORTEST_VALIDATION_MILLIS = 250;

  private WarehousePool() {}

  /** Opens the pool and migrates our own tables. Fails if the database cannot be reached. */
  public static HikariDataSource open(Settings.Database database, Timeouts timeouts)
      throws SQLException {
    PGSimpleDataSource driver = driver(database, timeouts, "primary");
    MigrationTransaction.in(driver, source -> flyway(source).migrate());
    // set after the migrations, which may take long
    driver.setSocketTimeout(seconds(timeouts.milliseconds("database.idleMilliseconds")));
    return pool(configuration(driver, timeouts));
  }

  /**
   * A data source without a pool and without migrations; the database need not exist yet. Falls
   * back to a standby server if no primary answers.
   */
  public static DataSource asItIs(Settings.Database database, Timeouts timeouts)
      throws SQLException {
    PGSimpleDataSource driver = driver(database, timeouts, "preferPrimary");
    driver.setSocketTimeout(seconds(timeouts.milliseconds("database.idleMilliseconds")));
    return driver;
  }

  /**
   * @param target the driver's targetServerType, which selects one of several servers
   */
  private static PGSimpleDataSource driver(
      Settings.Database database, Timeouts timeouts, String target) throws SQLException {
    // a process that is paused within a transaction must not block the others; Quartz, for example,
    // locks its triggers in one
    PGSimpleDataSource driver =
        new PostgresConnections(timeouts.milliseconds("database.pauseMilliseconds"));
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
    driver.setConnectTimeout(seconds(timeouts.milliseconds("database.connectMilliseconds")));
    driver.setTcpKeepAlive(true);
    encrypt(driver, database.tls());
    // the detail of a server error quotes row data
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
              // by default the driver looks for libpq's certificate file
              if (tls.isVerified()) {
                driver.setSslfactory(DefaultJavaSSLFactory.class.getName());
              }
            });
  }

  private static HikariDataSource pool(HikariConfig configuration) throws SQLException {
    FailoverEviction eviction = new FailoverEviction();
    configuration.setExceptionOverride(eviction);
    try {
      HikariDataSource pool = new HikariDataSource(configuration);
      eviction.watch(pool);
      return pool;
    } catch (HikariPool.PoolInitializationException noConnection) {
      if (noConnection.getCause() instanceof SQLException refused) {
        throw refused;
      }
      throw noConnection;
    }
  }

  private static HikariConfig configuration(DataSource driver, Timeouts timeouts) {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName("warehouse");
    pool.setDataSource(driver);
    pool.setMaximumPoolSize(CONNECTIONS);
    long connect = timeouts.milliseconds("database.connectMilliseconds").toMillis();
    pool.setConnectionTimeout(connect);
    // leaves time for a new connection after several dead ones
    pool.setValidationTimeout(Math.max(SHORTEST_VALIDATION_MILLIS, connect / CONNECTIONS));
    return pool;
  }

  /** Rounds up, because 0 means no timeout. */
  private static int seconds(Duration duration) {
    return Math.toIntExact(duration.plusMillis(999).toSeconds());
  }

  static Flyway flyway(DataSource warehouse) {
    return Flyway.configure()
        .dataSource(warehouse)
        .table("odk_schema_history")
        // tables of the Python service, or of other programs, may already exist
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .locations("classpath:db/migration")
        .javaMigrations(new V2__Quartz())
        .load();
  }
}
