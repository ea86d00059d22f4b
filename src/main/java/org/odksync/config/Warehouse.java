package org.odksync.config;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** The connection pool of the warehouse, and its migrations. */
public final class Warehouse {

  private static final int CONNECTIONS = 10;
  private static final int CONNECT_SECONDS = 10;

  private Warehouse() {}

  /** Opens the pool and brings our own tables up to date. Fails when there is no database. */
  public static HikariDataSource open(Settings.Database database) throws SQLException {
    PGSimpleDataSource driver = new PGSimpleDataSource();
    driver.setServerNames(new String[] {database.host()});
    driver.setPortNumbers(new int[] {database.port()});
    driver.setDatabaseName(database.name());
    driver.setUser(database.user());
    driver.setPassword(database.password().reveal());
    driver.setApplicationName("odk-sync");
    driver.setConnectTimeout(CONNECT_SECONDS);
    driver.setTcpKeepAlive(true);
    // the detail of a server's error quotes the data of the row
    driver.setProperty("logServerErrorDetail", "false");
    driver.getConnection().close();

    HikariConfig pool = new HikariConfig();
    pool.setPoolName("warehouse");
    pool.setDataSource(driver);
    pool.setMaximumPoolSize(CONNECTIONS);
    // the driver would otherwise ask for the zone of this machine, and times inside JSON would
    // follow
    pool.setConnectionInitSql("SET TIME ZONE 'UTC'");
    HikariDataSource warehouse = new HikariDataSource(pool);
    migrate(warehouse);
    return warehouse;
  }

  private static void migrate(HikariDataSource warehouse) {
    Flyway.configure()
        .dataSource(warehouse)
        .table("odk_schema_history")
        // the tables of the Python service, or of other programs, may be there already
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .locations("classpath:db/migration")
        .javaMigrations(new V2__Quartz())
        .load()
        .migrate();
  }
}
