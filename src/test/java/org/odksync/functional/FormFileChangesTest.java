package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes of the form's file on an existing installation. */
class FormFileChangesTest extends OnPlatform {

  private static final String BUILDING = "building_image_url in building-images";
  private static final String PLATE =
      "property_location/address_plus_code_image: address_plus_code_url in"
          + " address-plus-code-images";

  @TempDir private Path routes;

  FormFileChangesTest() throws IOException, SQLException {
    super();
  }

  @BeforeEach
  void copyRoutes() throws IOException, SQLException {
    EarlierWarehouse.copy(Path.of("routes"), routes);
    platform.routes(routes);
    platform.run(ALL);
  }

  /** Types that run before the next feed must work on the existing columns. */
  @Test
  void renamedLinkColumnGetsTheLinks() throws Exception {
    List<JsonNode> objects = objects();
    change(BUILDING, "house_photo in houses");

    platform.succeed("image_processing", "url_refresh", "unified");
    String added = create();
    platform.succeed(ALL);

    assertThat(warehouse.table(Warehouse.MAIN).get(added).get("house_photo").textValue())
        .contains("/houses/" + added.replace(":", "%3A"));
    assertThat(objects()).containsAll(objects);
    int shown = 0;
    for (Map.Entry<String, JsonNode> row : warehouse.table(Warehouse.MAIN).entrySet()) {
      JsonNode file = row.getValue().at("/property_description/building_image");
      JsonNode link = row.getValue().get("house_photo");
      JsonNode unified = warehouse.table(Warehouse.UNIFIED).get(row.getKey());
      assertThat(link).isEqualTo(link(row.getKey(), file));
      assertThat(unified.get("house_photo")).isEqualTo(link);
      assertThat(unified.get("house_photo_html").isNull()).isEqualTo(link.isNull());
      // a link that would go stale within a day is empty
      assertThat(row.getValue().get("building_image_url").isNull()).isTrue();
      assertThat(unified.get("building_image_url").isNull()).isTrue();
      assertThat(unified.get("building_image_url_html").isNull()).isTrue();
      shown += link.isNull() ? 0 : 1;
    }
    assertThat(shown).isGreaterThan(10);
    platform.central().requests().clear();
    platform.succeed(ALL);
    assertThat(platform.central().requests().matching("/fields|[.]xml")).isEmpty();
  }

  @Test
  @Tag("soak")
  void fieldRemovedFromTheImagesIsSkippedAndCanReturn() throws Exception {
    change("        " + PLATE + "\n", "");
    platform.succeed(ALL);

    assertThat(
            warehouse.query(
                "SELECT DISTINCT to_jsonb(state || coalesce(url, '')) FROM odk_attachment"
                    + " WHERE folder <> 'building-images'"))
        .extracting(JsonNode::textValue)
        .containsExactly("skipped");
    assertThat(warehouse.table(Warehouse.UNIFIED).values())
        .allMatch(row -> row.get("address_plus_code_url").isNull());

    change("        images:\n", "        images:\n          " + PLATE + "\n");
    platform.succeed(ALL);

    assertThat(warehouse.table(Warehouse.UNIFIED).values())
        .anyMatch(row -> !row.get("address_plus_code_url").isNull());
    assertThat(WarehouseSnapshot.in(warehouse).wrongLinks()).isEmpty();
  }

  @Test
  void otherOptionsTakeEffectWithTheNextFeed() throws Exception {
    Files.writeString(
        routes.resolve("q.sql"), "SELECT m.\"UUID\", 1 AS one FROM ${table} m WHERE ${live}");
    Files.writeString(routes.resolve("v.sql"), "SELECT 1 AS one FROM ${unified}");
    FormFile.in(routes).set("unified", "q.sql");
    FormFile.in(routes).set("views.ones", "v.sql of person_details");
    platform.routes(routes);
    platform.succeed("unified", "views");
    platform.succeed(ALL);
    platform.succeed("views");
    assertThat(warehouse.table(Warehouse.UNIFIED).values())
        .hasSize(127)
        .allMatch(row -> row.get("one").intValue() == 1);
    assertThat(warehouse.query("SELECT to_jsonb(v) FROM \"%s_ones\" v".formatted(Warehouse.MAIN)))
        .hasSize(127);

    change("unified: q.sql", "prefix: \"\"");
    warehouse.execute("DROP VIEW \"%s_ones\"".formatted(Warehouse.MAIN));
    warehouse.execute("DROP TABLE \"%s\" CASCADE".formatted(Warehouse.UNIFIED));
    warehouse.execute(
        "CREATE TABLE \"%s\" (\"UUID\" text PRIMARY KEY)".formatted(Warehouse.UNIFIED));
    platform.succeed(ALL);
    comparison().check();
  }

  private void change(String from, String to) throws IOException {
    Path file = FormFile.in(routes).file();
    String text = Files.readString(file);
    assertThat(text).contains(from.strip());
    Files.writeString(file, text.replace(from, to));
    platform.routes(routes);
  }

  /** A submission with an image of the building. */
  private String create() {
    ObjectNode values = platform.central().submissions().list().get(0);
    values.remove("meta");
    values.withObjectProperty("property_description").put("building_image", "house.jpg");
    String id = platform.central().submissions().create(values);
    platform.central().submissions().putAttachment(id, "house.jpg", Jpeg.of(id));
    return id;
  }

  private JsonNode link(String id, JsonNode file) throws SQLException {
    return warehouse
        .query(
            "SELECT coalesce((SELECT to_jsonb(url) FROM odk_attachment"
                + " WHERE submission_id = ? AND file_name = ?), 'null')",
            id,
            file.textValue())
        .get(0);
  }

  private List<JsonNode> objects() throws SQLException {
    return warehouse.query(
        "SELECT jsonb_build_array(submission_id, file_name, object_key, stored_at)"
            + " FROM odk_attachment WHERE object_key IS NOT NULL");
  }
}
