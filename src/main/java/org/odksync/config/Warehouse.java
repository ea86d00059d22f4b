package org.odksync.config;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.ssl.DefaultJavaSSLFactory;

/** The connection pool of the warehouse, and its migrations. */
public final class Warehouse {

  private static final int CONNECTIONS = 10;

  /** The pool takes nothing shorter. */
  private static final int SHORTEST_VALIDATION_MILLIS = 250;

  private Warehouse() {}

  /** Opens the pool and brings our own tables up to date. Fails when there is no database. */
  public static HikariDataSource open(Settings.Database database, Waits waits) throws SQLException {
    PGSimpleDataSource driver = driver(database, waits);
    driver.getConnection().close();
    flyway(driver).migrate();
    // not for migrations, which may take their time
    driver.setSocketTimeout(seconds(waits.milliseconds("database.idleMilliseconds")));
    return new HikariDataSource(pool(driver, waits));
  }

  /**
   * Opens one connection for those who only read, which is all that their role needs to be allowed.
   * The tables stay as they are: a service of an older version may be running on them.
   *
   * @throws SQLException when there is no database, or it refuses
   * @throws IllegalStateException with a sentence, when there are no tables, or older ones
   */
  public static HikariDataSource toRead(Settings.Database database, Waits waits)
      throws SQLException {
    DataSource driver = asItIs(database, waits);
    driver.getConnection().close();
    requireTables(driver, database.place());
    HikariConfig pool = pool(driver, waits);
    pool.setMaximumPoolSize(1);
    pool.setReadOnly(true);
    return new HikariDataSource(pool);
  }

  private static void requireTables(DataSource driver, String place) throws SQLException {
    try {
      Optional<String> obstacle = new Migrations(driver).obstacle(place);
      if (obstacle.isPresent()) {
        throw new IllegalStateException(obstacle.get());
      }
    } catch (FlywayException unread) {
      if (unread.getCause() instanceof SQLException refused) {
        throw refused;
      }
      throw unread;
    }
  }

  /** Connects for each statement, and changes nothing by itself; there need be no database yet. */
  public static DataSource asItIs(Settings.Database database, Waits waits) throws SQLException {
    PGSimpleDataSource driver = driver(database, waits);
    driver.setSocketTimeout(seconds(waits.milliseconds("database.idleMilliseconds")));
    return driver;
  }

  private static PGSimpleDataSource driver(Settings.Database database, Waits waits)
      throws SQLException {
    PGSimpleDataSource driver = new PGSimpleDataSource();
    driver.setServerNames(new String[] {database.host()});
    driver.setPortNumbers(new int[] {database.port()});
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

  private static HikariConfig pool(DataSource driver, Waits waits) {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName("warehouse");
    pool.setDataSource(driver);
    pool.setMaximumPoolSize(CONNECTIONS);
    long connect = waits.milliseconds("database.connectMilliseconds").toMillis();
    pool.setConnectionTimeout(connect);
    // several silent connections in a row leave time for a new one
    pool.setValidationTimeout(Math.max(SHORTEST_VALIDATION_MILLIS, connect / CONNECTIONS));
    // UTC: the driver would otherwise ask for the zone of this machine, and times inside JSON would
    // follow. And a process that is paused within a transaction (Quartz locks its triggers in one)
    // must not hold up all the others.
    pool.setConnectionInitSql(
        "SET TIME ZONE 'UTC'; SET idle_in_transaction_session_timeout = "
            + waits.milliseconds("database.pauseMilliseconds").toMillis());
    return pool;
  }

  /** Rounded up: 0 would be for ever. */
  private static int seconds(Duration wait) {
    return Math.toIntExact(wait.plusMillis(999).toSeconds());
  }

  static Flyway flyway(DataSource warehouse) {
    FluentConfiguration flyway = Flyway.configure();
    // one connection, and so one transaction, for a migration and the note that it is done
    flyway
        .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
        .setTransactionalLock(false);
    return flyway
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
