package org.odksync.embedded.central;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Invents an enumerator's answers for one property. The same generator state gives the same
 * answers.
 */
final class Survey {

  static final String PERSONS = "person_details";

  private static final String PLUS_CODE = "23456789CFGHJMPQRVWX";

  private static final String[] STREETS = {
    "Kairaba Avenue", "Independence Drive", "Liberation Ave", "King's St", "Mosque Road",
    "Sayerr Jobe Ave.", "Bertil Harding Hwy", "Garba Jahumpa Rd", "Old Cape Road", "Market Lane"
  };
  private static final String[] TOWNS = {
    "Bakau",
    "Sukuta",
    "Lamin",
    "Brikama",
    "Gunjur",
    "Soma",
    "Banjul",
    "Serrekunda",
    "Farafenni",
    "Basse Santa Su"
  };
  private static final String[] DISTRICTS = {
    "Kombo North", "Kombo South", "Kombo Central", "Kanifing", "Banjul", "Upper Baddibu"
  };
  private static final String[] KINDS = {"House", "Compound", "Plaza", "Kunda", "Shop", "Lodge"};
  private static final String[] BUILDINGS = {"residential", "commercial", "mixed", "compound"};

  private final Random random;
  private final People people;

  Survey(Random random) {
    this.random = random;
    this.people = new People(random);
  }

  /** A survey that ended shortly before the given time, with one to seven persons. */
  ObjectNode values(Instant sent) {
    return values(sent, 1 + random.nextInt(7), random.nextInt(8) > 0, random.nextBoolean());
  }

  ObjectNode values(Instant sent, int persons, boolean building, boolean plate) {
    Instant end = sent.minus(Duration.ofSeconds(60 + random.nextInt(40_000)));
    Instant start = end.minus(Duration.ofSeconds(300 + random.nextInt(3_000)));
    ObjectNode values = Json.object();
    values.put("survey_date", LocalDate.ofInstant(start, ZoneOffset.UTC).toString());
    values.put("survey_start", offset(start)).put("survey_end", offset(end));
    values.set("start_geopoint", point());
    ObjectNode location = values.putObject("property_location");
    location.put("address_plus_code", plusCode()).put("street_label", pick(STREETS));
    location.put("town_label", pick(TOWNS)).put("district_label", pick(DISTRICTS));
    location.set("centroid_gps", point());
    location.put("address_plus_code_image", plate ? image(start) : null);
    ObjectNode description = values.putObject("property_description");
    String number = Integer.toString(100 + random.nextInt(900));
    description.put("property_name", pick(KINDS) + " " + people.family() + " " + number);
    description.put("building_type", pick(BUILDINGS));
    description.put("number_of_shops_apts_units", 1 + random.nextInt(39));
    description.put("building_image", building ? image(end) : null);
    description.set("building__geopoint", point());
    ArrayNode rows = values.putArray(PERSONS);
    for (int i = 0; i < persons; i++) {
      rows.add(people.person());
    }
    count(values);
    return values;
  }

  /** Computes the form's sums from its persons. */
  static void count(ObjectNode values) {
    for (String basis : new String[] {"owner", "landlord", "occupant"}) {
      int sum = 0;
      for (var person : values.path(PERSONS)) {
        sum += person.at("/person_type/property_basis").asText().equals(basis) ? 1 : 0;
      }
      values.put("sum_" + basis, sum);
    }
  }

  /** Sets the instance id and instance name, which a form computes. */
  static void name(ObjectNode values, String instanceId) {
    @Nullable String name = values.at("/property_description/property_name").textValue();
    values.putObject("meta").put("instanceID", instanceId).put("instanceName", name);
  }

  ObjectNode person() {
    return people.person();
  }

  /** A file name as ODK Collect makes it: ms since 1970. */
  String image(Instant at) {
    return at.toEpochMilli() + random.nextInt(60_000) + ".jpg";
  }

  private static String offset(Instant time) {
    String utc = Json.time(time);
    return utc == null ? "" : utc.replace("Z", "+00:00");
  }

  private ObjectNode point() {
    ObjectNode point = Json.object().put("type", "Point");
    ArrayNode coordinates = point.putArray("coordinates");
    coordinates.add(-decimal(16_550_000 + random.nextInt(250_000), 6));
    coordinates.add(decimal(13_400_000 + random.nextInt(120_000), 6));
    coordinates.add(decimal(5 + random.nextInt(390) * 10, 1));
    point.putObject("properties").put("accuracy", decimal(3_001 + random.nextInt(1_000) * 10, 3));
    return point;
  }

  private static double decimal(int digits, int scale) {
    return BigDecimal.valueOf(digits, scale).doubleValue();
  }

  private String plusCode() {
    StringBuilder code = new StringBuilder("6C");
    for (int i = 0; i < 9; i++) {
      code.append(i == 6 ? "+" : "").append(PLUS_CODE.charAt(random.nextInt(20)));
    }
    return code.toString();
  }

  private String pick(String[] words) {
    return words[random.nextInt(words.length)];
  }
}
