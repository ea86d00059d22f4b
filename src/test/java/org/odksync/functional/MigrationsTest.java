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
   * All migrations of a start and the notes that they are done are one transaction: one that is
   * killed in between leaves the warehouse as it was.
   */
  @Test
  void allOfAnUpgradeIsMadeAndRecordedAtOnce() throws Exception {
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
