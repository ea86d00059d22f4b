package org.odksync.warehouse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Statement;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;

/** The tables of Quartz, by the script that Quartz itself brings. */
final class V2__Quartz extends BaseJavaMigration {

  private static final String SCRIPT = "tables_postgres.sql";

  @Override
  public void migrate(Context context) throws Exception {
    try (Statement statement = context.getConnection().createStatement()) {
      statement.execute(script());
    }
  }

  /** Without what would drop tables in use, and end Flyway's transaction. */
  private static String script() throws IOException {
    try (InputStream in = PostgreSQLDelegate.class.getResourceAsStream(SCRIPT)) {
      if (in == null) {
        throw new IllegalStateException("Quartz brings no " + SCRIPT);
      }
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return all.replaceAll("(?mi)^\\s*(DROP TABLE|COMMIT)[^;]*;", "");
    }
  }
}
