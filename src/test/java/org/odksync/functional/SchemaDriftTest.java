package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.odksync.embedded.central.FieldType;
import org.odksync.functional.RunPoint.Place;

/** New form versions: columns and tables are added, and removed fields keep their data. */
class SchemaDriftTest extends OnPlatform {

  SchemaDriftTest() throws IOException, SQLException {
    super();
  }

  @Test
  void newFieldsGetColumnsAndAFullRead() throws Exception {
    platform.run(CYCLE);
    platform
        .central()
        .draft()
        .add("/notes", FieldType.STRING)
        .add("/visits", FieldType.INT)
        .add("/person_details/nickname", FieldType.STRING)
        .publish();
    String added =
        create(
            values -> {
              values.put("notes", "by the well").put("visits", 3);
              ((ObjectNode) values.get("person_details").get(0)).put("nickname", "Bai");
            });

    platform.run(CYCLE);

    comparison().check();
    JsonNode row = warehouse.table(Warehouse.UNIFIED).get(added);
    assertThat(row.get("notes").textValue()).isEqualTo("by the well");
    assertThat(row.get("visits").intValue()).isEqualTo(3);
    assertThat(row.at("/person_details/0/nickname").textValue()).isEqualTo("Bai");
    assertThat(warehouse.lastRun("main_submissions").at("/sync_metadata/records_read").intValue())
        .isEqualTo(128);
  }

  @Test
  void newRepeatGetsATable() throws Exception {
    platform.run(CYCLE);
    platform
        .central()
        .draft()
        .add("/shops", FieldType.REPEAT)
        .add("/shops/name", FieldType.STRING)
        .publish();
    String added = create(values -> values.putArray("shops").addObject().put("name", "Bakery"));

    platform.run(CYCLE);

    Map<String, JsonNode> shops = warehouse.table("GRARentalDataCollection_shops");
    assertThat(shops.values()).hasSize(1);
    assertThat(shops.values().iterator().next().get("name").textValue()).isEqualTo("Bakery");
    assertThat(warehouse.table(Warehouse.UNIFIED).get(added).at("/shops/0/name").textValue())
        .isEqualTo("Bakery");
  }

  @Test
  void removedFieldKeepsItsData() throws Exception {
    platform.run(CYCLE);
    Map<String, JsonNode> before = warehouse.table(Warehouse.MAIN);
    platform.central().draft().remove("/sum_owner").publish();
    String edited = platform.central().submissions().list().get(3).get("__id").textValue();
    platform.central().submissions().edit(edited, values -> values.put("sum_landlord", 77));

    platform.run(CYCLE);

    Map<String, JsonNode> after = warehouse.table(Warehouse.MAIN);
    assertThat(after.get(edited).get("sum_landlord").intValue()).isEqualTo(77);
    after.forEach(
        (id, row) -> assertThat(row.get("sum_owner")).isEqualTo(before.get(id).get("sum_owner")));
  }

  @Test
  void newVersionDuringAUnifiedRunIsNotLost() throws Exception {
    platform.run(CYCLE);
    String edited = platform.central().submissions().list().get(3).get("__id").textValue();
    platform.central().submissions().edit(edited, values -> values.put("sum_owner", 9));
    platform.run("main_submissions");
    AtomicBoolean published = new AtomicBoolean();
    StatementHooks.weave(
        platform.service().camel(),
        (place, exchange) -> {
          boolean takesMarks =
              place == Place.BEFORE_STATEMENT
                  && HookedWarehouse.statement(exchange).equals("unified/apply");
          if (takesMarks && published.compareAndSet(false, true)) {
            platform.central().draft().add("/notes", FieldType.STRING).publish();
            platform.central().submissions().edit(edited, values -> values.put("notes", "new"));
            platform.run("main_submissions", "person_details");
          }
        });

    platform.run("unified", "unified");

    assertThat(published).isTrue();
    assertThat(warehouse.table(Warehouse.UNIFIED).get(edited).get("notes").textValue())
        .isEqualTo("new");
    comparison().check();
  }

  private String create(Consumer<ObjectNode> change) {
    ObjectNode values = platform.central().submissions().list().get(0);
    ((ObjectNode) values.get("meta")).remove("instanceID");
    change.accept(values);
    return platform.central().submissions().create(values);
  }
}
