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
   * What a migration makes and that it was made are one transaction: a process that is killed
   * between two would leave a warehouse that no other one starts on.
   */
  @Test
  void whatIsMadeIsRecordedWithIt() throws Exception {
    warehouse.empty();

    platform.service();

    assertThat(
            warehouse.query(
                """
                SELECT DISTINCT to_jsonb(p.xmin::text) FROM pg_proc p
                WHERE p.pronamespace = 'public'::regnamespace AND p.proname LIKE 'odk\\_%'"""))
        .hasSizeGreaterThan(2)
        .isSubsetOf(warehouse.query("SELECT to_jsonb(h.xmin::text) FROM odk_schema_history h"));
  }
}
