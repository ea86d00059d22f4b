package org.odksync.form;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TablesTest {

  @Test
  void recordedFormHasTheColumnsOfThePythonService() throws IOException {
    Form form = recordedForm();

    assertThat(names(form.getVersion().tables().main()))
        .containsExactlyInAnyOrder(
            "UUID",
            "__id",
            "survey_date",
            "survey_start",
            "survey_end",
            "logo",
            "start_geopoint",
            "property_location",
            "property_description",
            "generated_note_name_35",
            "sum_owner",
            "sum_landlord",
            "sum_occupant",
            "check_counts_1",
            "check_counts_2",
            "End",
            "meta",
            "__system",
            "person_details@odata.navigationLink",
            "SubmittedDate");
    assertThat(form.getVersion().tables().main().images())
        .extracting(Image::column)
        .containsExactly("building_image_url", "address_plus_code_url");
    assertThat(form.getVersion().tables().repeats()).hasSize(1);
    assertThat(names(form.getVersion().tables().repeats().get(0)))
        .containsExactlyInAnyOrder(
            "UUID",
            "__id",
            "__Submissions-id",
            "repeat_position",
            "person_type",
            "shop_apt_unit_number",
            "type",
            "business_name",
            "tax_registered",
            "tin",
            "individual_first_name",
            "individual_middle_name",
            "individual_last_name",
            "individual_gender",
            "individual_id_type",
            "individual_nin",
            "individual_drivers_licence",
            "individual_passport_number",
            "passport_country",
            "individual_residence_permit_number",
            "residence_permit_country",
            "individual_dob",
            "mobile_1",
            "mobile_2",
            "email",
            "occupancy");
  }

  @Test
  void tableNamesComeFromTheFormId() {
    Form form = new Form();
    form.setId("GRA Rental-Data Collection (2)");
    FormVersion.of(form, "h", List.of(field("/g/r", "repeat"))).use();

    assertThat(form.getVersion().tables().main().name()).isEqualTo("GRARentalDataCollection2");
    assertThat(form.getVersion().tables().unified()).isEqualTo("GRARentalDataCollection2_unified");
    assertThat(form.getVersion().tables().repeats().get(0).name())
        .isEqualTo("GRARentalDataCollection2_g_r");
  }

  @Test
  void nestedRepeatHasTheIdOfItsParent() {
    Form form = new Form();
    form.setId("f");
    FormVersion.of(
            form,
            "h",
            List.of(
                field("/house", "repeat"),
                field("/house/room", "repeat"),
                field("/house/room/area", "decimal")))
        .use();

    assertThat(names(form.getVersion().tables().repeats().get(0)))
        .contains("room@odata.navigationLink");
    assertThat(names(form.getVersion().tables().repeats().get(1)))
        .contains("__Submissions-id", "__Submissions-house-id", "area");
  }

  @Test
  void unknownImageFieldsAreIgnored() {
    Form form = new Form();
    form.setId("f");
    form.getImages().put("property_description/building_image", "building_image_url in b");
    FormVersion.of(form, "h", List.of(field("/photo", "binary"))).use();

    assertThat(form.getVersion().tables().main().images())
        .extracting(Image::column)
        .containsExactly("photo_url");
  }

  @Test
  void sharedNamesBecomeUnique() {
    Form form = new Form();
    form.setId("f");
    FormVersion.of(
            form,
            "h",
            List.of(
                field("/a", "structure"),
                field("/a/photo", "binary"),
                field("/b", "structure"),
                field("/b/photo", "binary"),
                field("/a/x", "repeat"),
                field("/a_x", "repeat"),
                field("/unified", "repeat")))
        .use();

    Tables tables = form.getVersion().tables();
    assertThat(tables.main().images()).extracting(Image::column).doesNotHaveDuplicates();
    assertThat(tables.repeats()).extracting(Table::array).doesNotHaveDuplicates();
    assertThat(tables.repeats())
        .extracting(Table::name)
        .doesNotHaveDuplicates()
        .doesNotContain(tables.unified());
  }

  /**
   * PostgreSQL names the index of a primary key after its table, so no table can have that name.
   */
  @Test
  void repeatTablesAvoidNamesOfPrimaryKeys() {
    Form form = new Form();
    form.setId("survey");
    FormVersion.of(form, "1", List.of(field("/pkey", "repeat"), field("/a", "repeat"))).use();
    FormVersion.of(
            form,
            "2",
            List.of(
                field("/pkey", "repeat"),
                field("/a_pkey", "repeat"),
                field("/a", "repeat"),
                field("/a/pkey", "repeat"),
                field("/unified_pkey", "repeat")))
        .use();

    assertThat(form.getVersion().tables().repeats())
        .extracting(Table::name)
        .allMatch(name -> name.equals("survey_a") || name.matches("survey_.*pkey_[0-9a-f]{8}"))
        .doesNotHaveDuplicates();
  }

  @Test
  void everyBinaryFieldIsAnImageByDefault() {
    Form form = new Form();
    form.setId("f");
    FormVersion.of(
            form,
            "h",
            List.of(
                field("/front_Photo", "binary"),
                field("/g", "structure"),
                field("/g/plan", "binary"),
                field("/r", "repeat"),
                field("/r/image", "binary")))
        .use();

    assertThat(form.getVersion().tables().main().images())
        .containsExactly(
            Image.of(List.of("front_Photo"), "front_Photo_url", "front-photo"),
            Image.of(List.of("g", "plan"), "plan_url", "plan"));
  }

  private static Form recordedForm() throws IOException {
    Form form = new Form();
    form.setId("GRARentalDataCollection");
    form.getImages()
        .put("property_description/building_image", "building_image_url in building-images");
    form.getImages()
        .put(
            "property_location/address_plus_code_image",
            "address_plus_code_url in address-plus-code-images");
    try (InputStream recorded = TablesTest.class.getResourceAsStream("/central/07-fields.body")) {
      List<Map<String, Object>> fields =
          new ObjectMapper().readValue(recorded, new TypeReference<>() {});
      FormVersion.of(form, "hash", fields).use();
    }
    return form;
  }

  private static Map<String, Object> field(String path, String type) {
    return Map.of("path", path, "type", type);
  }

  private static List<String> names(Table table) {
    return table.columns().stream().map(Column::name).toList();
  }
}
