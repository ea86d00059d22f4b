package org.odksync.embedded.central;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Random;

/** Invents persons from common first and family names; they are not real people. */
final class People {

  private static final String[] FIRST = {
    "Awa",
    "Lamin",
    "Fatou",
    "Binta",
    "Modou",
    "Isatou",
    "Ebrima",
    "Mariama",
    "Ousman",
    "Sainabou",
    "Ñaali",
    "Sëydinaa",
    "Kaddy",
    "Alhaji",
    "Yankuba",
    "Haddy"
  };
  private static final String[] FAMILY = {
    "Touray",
    "Jallow",
    "Njie",
    "N'Jie",
    "Sowe",
    "Fatty",
    "Manneh",
    "Drammeh",
    "Saidykhan",
    "Bah",
    "Ceesay",
    "Cham"
  };
  private static final String[] BUSINESS = {
    "& Sons", "Enterprise", "& Co. \"GM\"", "Trading", "Fashion", "Electronics <Main Rd>"
  };
  private static final String[] BASES = {"owner", "landlord", "occupant", "occupant", "occupant"};
  private static final String[] PASSPORTS = {"Gambia", "Senegal", "Côte d'Ivoire"};
  private static final String[] PERMITS = {"Mali", "Guinée", "Lebanon"};
  private static final String[] OCCUPANCY = {"owned", "rented", "free"};
  private static final String[] USES = {"office", "shop", "residential", "storage"};

  private final Random random;

  People(Random random) {
    this.random = random;
  }

  String family() {
    return pick(FAMILY);
  }

  ObjectNode person() {
    ObjectNode person = Json.object();
    person.putObject("person_type").put("property_basis", pick(BASES));
    person.put("shop_apt_unit_number", often(3) ? unit() : null);
    boolean business = random.nextInt(4) == 0;
    person.put("type", business ? "business" : "individual");
    person.put("business_name", business ? family() + " " + pick(BUSINESS) : null);
    person.put("tax_registered", random.nextBoolean() ? "yes" : "no");
    person.put("tin", random.nextBoolean() ? "1" + digits(9) : null);
    if (!business) {
      individual(person);
    }
    person.put("individual_gender", random.nextBoolean() ? "female" : "male");
    identity(person);
    person.put("mobile_1", "+220" + digits(7)).put("mobile_2", often(2) ? null : digits(7));
    ObjectNode occupancy = person.putObject("occupancy");
    occupancy.put("occupancy_basis", pick(OCCUPANCY)).put("property_use", pick(USES));
    rent(occupancy);
    return person;
  }

  private void individual(ObjectNode person) {
    String first = pick(FIRST);
    person.put("individual_first_name", first);
    person.put("individual_middle_name", random.nextInt(5) == 0 ? pick(FIRST) : null);
    person.put("individual_last_name", family());
    person.put(
        "individual_dob", LocalDate.of(1940, 1, 1).plusDays(random.nextInt(365 * 65)).toString());
    if (random.nextInt(3) == 0) {
      String name = first.replaceAll("[^A-Za-z]", "").toLowerCase(Locale.ROOT);
      person.put("email", name + "." + digits(3) + "@example.org");
    }
  }

  private void identity(ObjectNode person) {
    switch (random.nextInt(4)) {
      case 0 -> person.put("individual_id_type", "nin").put("individual_nin", "1" + digits(10));
      case 1 ->
          person
              .put("individual_id_type", "drivers_licence")
              .put("individual_drivers_licence", "DL" + digits(5));
      case 2 ->
          person
              .put("individual_id_type", "passport")
              .put("individual_passport_number", "PC" + digits(6))
              .put("passport_country", pick(PASSPORTS));
      default ->
          person
              .put("individual_id_type", "residence_permit")
              .put("individual_residence_permit_number", "RP-" + digits(4))
              .put("residence_permit_country", pick(PERMITS));
    }
  }

  private void rent(ObjectNode occupancy) {
    int thousands = (20 + random.nextInt(880)) * 1_000;
    if (random.nextInt(12) == 0) {
      occupancy.put("rent_annual_amount", thousands + 0.5);
    } else if (often(3)) {
      occupancy.put("rent_annual_amount", thousands);
    }
    occupancy.put("rent_currency_unit", random.nextInt(3) == 0 ? "USD" : "GMD");
  }

  private String unit() {
    return 1 + random.nextInt(36) + new String[] {"", "A", "B"}[random.nextInt(3)];
  }

  private boolean often(int of) {
    return random.nextInt(of) > 0;
  }

  private String digits(int count) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      digits.append((char) ('0' + random.nextInt(10)));
    }
    return digits.toString();
  }

  private String pick(String[] words) {
    return words[random.nextInt(words.length)];
  }
}
