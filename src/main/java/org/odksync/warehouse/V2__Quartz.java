package org.odksync.warehouse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Statement;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;

/** Creates the tables of Quartz with the script from the Quartz jar. */
final class V2__Quartz extends BaseJavaMigration {

  private static final String SCRIPT = "tables_postgres.sql";

  @Override
  public void migrate(Context context) throws Exception {
    try (Statement statement = context.getConnection().createStatement()) {
      statement.execute(script());
    }
  }

  /**
   * The script without DROP TABLE, which would drop tables in use, and without COMMIT, which would
   * end Flyway's transaction.
   */
  private static String script() throws IOException {
    try (InputStream in = PostgreSQLDelegate.class.getResourceAsStream(SCRIPT)) {
      if (in == null) {
        throw new IllegalStateException("the Quartz jar has no " + SCRIPT);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.replaceAll("(?mi)^\\s*(DROP TABLE|COMMIT)[^;]*;", "");
    }
  }
}
