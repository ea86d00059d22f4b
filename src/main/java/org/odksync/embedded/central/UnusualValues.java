package org.odksync.embedded.central;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Puts valid but unusual answers into the sample data, each into one submission. */
final class UnusualValues {

  private UnusualValues() {}

  static void apply(int index, ObjectNode values) {
    switch (index) {
      case 12 -> property(values, "O'Neill \"The <b>Big</b>\" & Co; -- \\ %s {{x}} ]]>");
      case 18 -> property(values, "Sëydi Ŋansuu Kunda — بيت كبير 🏠🇬🇲");
      case 20 -> location(values, "street_label", "  Mosque Road \t");
      case 22 -> location(values, "town_label", "long " + "long ".repeat(400));
      case 26 -> property(values, "first line\nsecond line, with a comma; and a tab\there");
      case 30 -> property(values, "İstiklal IĞDIR ıi");
      case 36 -> location(values, "street_label", "");
      case 45 -> building(values, "front door (1) #2 50% & más ñ بيت 🏠.jpg");
      case 46 -> building(values, "owner's \"new\" house+plus;semi.JPG");
      case 52 -> building(values, "dir/../up?q=1.jpg");
      case 56 -> values.put("survey_date", "not-a-date");
      case 62 -> values.put("survey_start", "2026-02-30T25:61:00.000+00:00");
      case 70 -> values.put("sum_occupant", 1e21);
      case 80 -> values.putNull("start_geopoint").putNull("property_location");
      default -> {}
    }
  }

  private static void property(ObjectNode values, String name) {
    ((ObjectNode) values.path("property_description")).put("property_name", name);
  }

  private static void location(ObjectNode values, String field, String value) {
    ((ObjectNode) values.path("property_location")).put(field, value);
  }

  private static void building(ObjectNode values, String file) {
    ((ObjectNode) values.path("property_description")).put("building_image", file);
  }
}
