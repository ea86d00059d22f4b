package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.odksync.embedded.central.FieldType;

/** Images in rows of a repeat, for a form whose file names no images. */
class RepeatImagesTest extends OnPlatform {

  private static final String SHOPS = "GRARentalDataCollection_shops";
  private static final String[] COPY = {"main_submissions", "person_details", "image_processing"};

  RepeatImagesTest() throws IOException, SQLException {
    super();
  }

  @BeforeEach
  void addImages() {
    platform
        .central()
        .draft()
        .add("/shops", FieldType.REPEAT)
        .add("/shops/name", FieldType.STRING)
        .add("/shops/front", FieldType.STRUCTURE)
        .add("/shops/front/photo", FieldType.BINARY)
        .remove("/property_description/building_image")
        .remove("/property_location/address_plus_code_image")
        .publish();
  }

  @Test
  void everyRowHasItsImage() throws Exception {
    String id = create("a.jpg", "b.jpg", null);
    platform.run(COPY);

    assertThat(links(id).get(2).isNull()).isTrue();
    assertShown(id, "a.jpg", "b.jpg");
    assertThat(
            warehouse.query(
                "SELECT to_jsonb(object_key) FROM odk_attachment WHERE file_name = 'a.jpg'"))
        .first()
        .extracting(JsonNode::textValue)
        .asString()
        .contains("/photo/" + id + "-a.jpg");
  }

  /** No image has to wait for the next cycle. */
  @Test
  void oneSyncCopiesTheImagesOfRepeats() throws Exception {
    String id = create("a.jpg", "b.jpg");
    platform.stop();

    CliResult.by(platform.variables(), "sync");

    assertShown(id, "a.jpg", "b.jpg");
    assertThat(
            warehouse.query(
                "SELECT to_jsonb(shop) FROM \"GRARentalDataCollection_unified\" u,"
                    + " jsonb_array_elements(u.shops) shop"
                    + " WHERE u.\"UUID\" = ? AND shop ->> 'photo_url' IS NOT NULL",
                id))
        .hasSize(2);
  }

  @Test
  void rowsMayArriveBeforeTheirSubmissions() throws Exception {
    String id = create("a.jpg", "b.jpg");

    platform.run("person_details", "image_processing", "main_submissions");

    assertShown(id, "a.jpg", "b.jpg");
  }

  @Test
  void rowThatMovesUpKeepsItsImage() throws Exception {
    String id = create("a.jpg", "b.jpg", "c.jpg");
    platform.run(COPY);

    platform
        .central()
        .submissions()
        .edit(id, values -> ((ArrayNode) values.get("shops")).remove(1));
    platform.run("main_submissions", "person_details");

    assertShown(id, "a.jpg", "c.jpg");
    platform.run("image_processing");
    assertShown(id, "a.jpg", "c.jpg");
  }

  @Test
  void newLinksReachTheRows() throws Exception {
    String id = create("a.jpg", "b.jpg");
    platform.run(COPY);
    List<JsonNode> before = links(id);
    warehouse.update("UPDATE odk_attachment SET url_expires_at = now(), url = url || '&old'");
    warehouse.update("UPDATE \"" + SHOPS + "\" SET photo_url = photo_url || '&old'");

    platform.run("url_refresh");

    assertThat(links(id)).allSatisfy(link -> assertThat(link.textValue()).doesNotContain("&old"));
    assertThat(links(id)).hasSameSizeAs(before);
    assertShown(id, "a.jpg", "b.jpg");
  }

  private String create(String... photos) {
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    for (String photo : photos) {
      ObjectNode shop = values.withArray("shops").addObject().put("name", "of " + photo);
      if (photo != null) {
        shop.putObject("front").put("photo", photo);
      }
    }
    String id = platform.central().submissions().create(values);
    for (String photo : photos) {
      if (photo != null) {
        platform.central().submissions().putAttachment(id, photo, Jpeg.of(photo));
      }
    }
    return id;
  }

  private List<JsonNode> links(String id) throws SQLException {
    return warehouse.query(
        "SELECT to_jsonb(s) -> 'photo_url' FROM \""
            + SHOPS
            + "\" s WHERE \"__Submissions-id\" = ? ORDER BY repeat_position",
        id);
  }

  /** Checks that table and unified table link each row to its file. */
  private void assertShown(String id, String... photos) throws Exception {
    platform.run("unified");
    Map<String, JsonNode> unified = warehouse.table(Warehouse.UNIFIED);
    List<JsonNode> links = links(id);
    for (int i = 0; i < photos.length; i++) {
      String link = links.get(i).textValue();
      assertThat(Platform.get(link).body()).isEqualTo(Jpeg.of(photos[i]));
      JsonNode shop = unified.get(id).at("/shops/" + i);
      assertThat(shop.get("photo_url").textValue()).isEqualTo(link);
      assertThat(shop.at("/front/photo").textValue()).isEqualTo(photos[i]);
    }
  }
}
