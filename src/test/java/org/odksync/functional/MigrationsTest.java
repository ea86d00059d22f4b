package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class MigrationsTest extends OnPlatform {

  MigrationsTest() throws IOException, SQLException {
    super();
  }

  /**
   * All migrations of a start, and their history, are one transaction: a kill leaves the warehouse
   * unchanged.
   */
  @Test
  void upgradeIsOneTransaction() throws Exception {
    warehouse.empty();

    platform.service();

    assertThat(
            warehouse.query(
                """
                SELECT DISTINCT to_jsonb(p.xmin::text) FROM pg_proc p
                WHERE p.pronamespace = 'public'::regnamespace AND p.proname LIKE 'odk\\_%'"""))
        .hasSize(1)
        .isSubsetOf(warehouse.query("SELECT to_jsonb(h.xmin::text) FROM odk_schema_history h"));
  }
}
