package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares the form's three tables with Central, value by value, without the code that filled them.
 */
final class WarehouseComparison {

  private final Warehouse warehouse;
  private final Map<String, JsonNode> submissions = new HashMap<>();
  private final Map<String, JsonNode> persons = new HashMap<>();

  /**
   * @param expanded Central's submissions with {@code $expand=*}
   */
  WarehouseComparison(Warehouse warehouse, List<? extends JsonNode> expanded) {
    this.warehouse = warehouse;
    for (JsonNode submission : expanded) {
      Expected expected = Expected.of(submission);
      submissions.put(expected.main().get("UUID").textValue(), expected.main());
      persons.putAll(expected.persons());
    }
  }

  void check() throws SQLException {
    Map<String, JsonNode> rejected = new HashMap<>();
    for (JsonNode reject : warehouse.query("SELECT to_jsonb(r) FROM odk_rejected_record r")) {
      rejected.put(
          reject.get("record_id").textValue() + "/" + reject.get("column_name").textValue(),
          reject.get("raw"));
    }
    WarehouseSnapshot stored = WarehouseSnapshot.in(warehouse);
    assertThat(ColumnComparison.difference(stored.main(), submissions, rejected)).isEmpty();
    assertThat(ColumnComparison.difference(stored.persons(), persons, rejected)).isEmpty();
    assertThat(stored.unified().keySet()).isEqualTo(stored.main().keySet());
    assertThat(stored.staleUnified()).isEmpty();
  }

  int submissions() {
    return submissions.size();
  }

  int persons() {
    return persons.size();
  }
}
