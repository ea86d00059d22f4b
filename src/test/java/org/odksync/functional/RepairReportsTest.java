package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Repair commands report what they did. */
class RepairReportsTest extends OnPlatform {

  RepairReportsTest() throws IOException, SQLException {
    super();
  }

  @Test
  void repairsReportTheirResult() throws Exception {
    platform.service();
    warehouse.update(
        "CREATE TABLE \"GRARentalDataCollection\" (\"UUID\" text PRIMARY KEY, sum_owner smallint)");
    String id = platform.central().submissions().list().get(7).get("__id").textValue();
    platform.central().submissions().edit(id, values -> values.put("sum_owner", 70_000));

    platform.run(CYCLE);
    for (String table : List.of(Warehouse.MAIN, Warehouse.UNIFIED)) {
      warehouse.update("ALTER TABLE \"%s\" ALTER sum_owner TYPE bigint".formatted(table));
    }
    assertThat(output("replay")).contains("4 rejects: 1 stored, 3 still do not fit");

    warehouse.update(
        "UPDATE \"GRARentalDataCollection_unified\" SET sum_owner = 7 WHERE \"UUID\" = ?", id);
    assertThat(output("rebuild")).contains("unified: 127 rows rebuilt, 1 of them differed");

    warehouse.update("UPDATE \"GRARentalDataCollection\" SET sum_owner = 7 WHERE \"UUID\" = ?", id);
    assertThat(output("resync", "main_submissions"))
        .contains(
            "main_submissions: 127 submissions read, 1 rows written or deleted,"
                + " 3 submissions with rejects, 0 encrypted");
  }

  private String output(String... arguments) {
    platform.stop();
    CliResult result = CliResult.by(platform.variables(), arguments);
    assertThat(result.exitCode()).as(result.toString()).isZero();
    return result.out();
  }
}
