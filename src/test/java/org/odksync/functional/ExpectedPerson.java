package org.odksync.functional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The expected row of one person in the persons view, computed from Central's data without the
 * query. Leaves out columns that the sample never fills.
 *
 * @param columns values by column: texts, numbers, or null
 */
record ExpectedPerson(Map<String, @Nullable Object> columns, @Nullable LocalDate birthday) {

  /** The view's columns with types, in order. */
  static final List<String> COLUMNS =
      Stream.of(
              "UUID character varying; Person UUID text; Go to ODK text; Basis text; Type text",
              "Business Name text; First Name text; Last Name text; Tax Registered text; TIN text",
              "Mobile 1 text; Mobile 2 text; Address Plus Code text; Street text; Town text",
              "District text; Property Name text; Building Type text; Latitude numeric",
              "Longitude numeric; Geographic Point text; Number of shops/apts/units integer",
              "Email text; Occupancy Basis text; Gender text; ID Type text; NIN text",
              "Driver's License text; Passport text; Passport Country text; Residence Permit text",
              "Residence Permit Country text; DOB date; Age integer; Occupant or Remote text",
              "Occupancy Start Date date; Occupancy Duration text; Property Use text",
              "Payment Frequency text; Currency Unit text; Annual Rent GMD numeric",
              "Occupancy Rent Payment Method text; Shop/Unit text; Annual Rent numeric",
              "Rent Currency text; Meeting Date date; CI numeric; RI numeric; BI numeric",
              "CTL numeric; RTL numeric; BTL numeric; AP numeric; CTL_Formatted text",
              "RTL_Formatted text; BTL_Formatted text; Total_Building_Rent_Formatted text",
              "business_tax_liability numeric; residential_tax_liability numeric",
              "commercial_tl numeric; sum_owner text; Tin text; Total Building Rent numeric",
              "Receipt Number text; Payment Plan Frequency text; Payment Plan Amount numeric",
              "Payment Plan Start Date date; Payment Plan End Date date; Follow Up Status text",
              "Submitter Name text; Submission Date timestamp without time zone",
              "Form Version text; Survey Date date; Review State text; Rejected text",
              "Data Quality Score numeric; Processed At timestamp with time zone",
              "Tax Year numeric; address_plus_code_url_htm text; Property text",
              "Value character varying; building_image_url_html text",
              "address_plus_code_url_html text")
          .flatMap(line -> Stream.of(line.split("; ", -1)))
          .toList();

  private static final Set<String> TRADE =
      Set.of("place-of-business", "commercial", "shop", "office");
  private static final Map<String, String> CURRENCIES =
      Map.of("GMD", "Dalasi", "USD", "USD", "EUR", "Euro", "GBP", "Pounds");
  private static final Map<String, String> RATES =
      Map.of("Dalasi", "1.00", "Euro", "76.92", "USD", "71.43", "Pounds", "90.91");
  private static final BigDecimal MOST = new BigDecimal(10_000_000);

  /** The expected persons of a submission, by key. */
  static Map<String, ExpectedPerson> of(ObjectNode submission, String page) {
    Expected stored = Expected.of(submission);
    Map<String, @Nullable Object> building = building(submission, page);
    sums(submission, stored.persons().values()).forEach(building::put);
    Map<String, ExpectedPerson> persons = new HashMap<>();
    stored.persons().forEach((key, person) -> persons.put(key, of(building, key, person)));
    return persons;
  }

  /** The columns in which a row differs. */
  List<String> differences(JsonNode row) {
    Map<String, @Nullable Object> all = new HashMap<>(columns);
    LocalDate today = LocalDate.parse(row.get("today").textValue());
    all.put("Age", birthday == null ? null : number(Period.between(birthday, today).getYears()));
    all.put("Tax Year", number(today.getYear()));
    List<String> differences = new ArrayList<>();
    all.forEach(
        (column, value) -> {
          if (!isSame(value, row.path(column))) {
            differences.add("%s is %s, not %s".formatted(column, row.path(column), value));
          }
        });
    return differences;
  }

  private static boolean isSame(@Nullable Object expected, JsonNode shown) {
    if (expected instanceof BigDecimal number) {
      return shown.isNumber() && shown.decimalValue().compareTo(number) == 0;
    }
    return Objects.equals(expected, shown.textValue()) && (expected != null || shown.isNull());
  }

  private static Map<String, @Nullable Object> building(ObjectNode submission, String page) {
    String id = submission.get("__id").textValue();
    JsonNode location = submission.path("property_location");
    JsonNode building = submission.path("property_description");
    JsonNode system = submission.path("__system");
    Map<String, @Nullable Object> columns = new HashMap<>();
    columns.put("UUID", id);
    columns.put("Value", id);
    columns.put(
        "Go to ODK",
        "<a href=\"%s/submissions/%s\">GO TO ODK</a>".formatted(page, id.replace(":", "%3A")));
    String code = trimmed(location.path("address_plus_code"));
    columns.put("Address Plus Code", code == null ? "" : code);
    columns.put(
        "address_plus_code_url_htm",
        code == null
            ? null
            : "<a href=\"https://plus.codes/%s\">%s</a>".formatted(code.replace("+", "%2B"), code));
    String name = trimmed(building.path("property_name"));
    columns.put("Property Name", name == null ? "" : name);
    columns.put("Town", title(location.path("town_label"), ""));
    columns.put("District", title(location.path("district_label"), ""));
    columns.put("Building Type", title(building.path("building_type"), ""));
    columns.put(
        "Number of shops/apts/units", number(building.path("number_of_shops_apts_units").asInt(1)));
    JsonNode point = building.at("/building__geopoint/coordinates");
    BigDecimal latitude = point.get(1).decimalValue();
    BigDecimal longitude = point.get(0).decimalValue();
    columns.put("Latitude", latitude);
    columns.put("Longitude", longitude);
    columns.put(
        "Geographic Point",
        "POINT(%s %s)".formatted(longitude.toPlainString(), latitude.toPlainString()));
    columns.put("Submission Date", withoutZone(system.get("submissionDate").textValue()));
    columns.put("Submitter Name", title(system.path("submitterName"), null));
    columns.put("Form Version", system.path("formVersion").asText("1.0"));
    String day = submission.path("survey_date").asText();
    columns.put("Survey Date", day.matches("\\d{4}-\\d{2}-\\d{2}") ? day : null);
    String state = system.path("reviewState").textValue();
    columns.put(
        "Review State",
        state == null
            ? "Pending"
            : state.equals("hasIssues") ? "Has Issues" : title(system.path("reviewState"), null));
    columns.put("Rejected", "rejected".equals(state) ? "EXCLUDE" : "INCLUDE");
    columns.put("Follow Up Status", "New");
    columns.put("AP", BigDecimal.ZERO);
    columns.put("Property", "Property");
    return columns;
  }

  /** The JSON text of a time without zone. */
  private static String withoutZone(String time) {
    String plain = time.replace("Z", "");
    return plain.contains(".") ? plain.replaceAll("[.]?0+$", "") : plain;
  }

  private static Map<String, Object> sums(ObjectNode submission, Iterable<JsonNode> persons) {
    boolean rejected = submission.at("/__system/reviewState").asText().equals("rejected");
    Map<String, BigDecimal> income = new HashMap<>();
    String owner = "No Owner";
    for (JsonNode person : persons) {
      String use = person.at("/occupancy/property_use").asText().strip();
      String kind =
          use.equals("business") ? "business" : TRADE.contains(use) ? "commercial" : "residential";
      income.merge(kind, rejected ? BigDecimal.ZERO : dalasi(person), BigDecimal::add);
      if (person.at("/person_type/property_basis").asText().equals("owner")) {
        owner = "Owner";
      }
    }
    Map<String, Object> columns = new HashMap<>();
    columns.put("sum_owner", owner);
    BigDecimal commercial = income.getOrDefault("commercial", BigDecimal.ZERO);
    BigDecimal residential = income.getOrDefault("residential", BigDecimal.ZERO);
    BigDecimal business = income.getOrDefault("business", BigDecimal.ZERO);
    BigDecimal total = commercial.add(residential).add(business);
    columns.put("CI", commercial);
    columns.put("RI", residential);
    columns.put("BI", business);
    columns.put("Total Building Rent", total);
    columns.put("Total_Building_Rent_Formatted", formatted(total));
    tax(columns, commercial, "0.15", "CTL", "commercial_tl");
    tax(columns, residential, "0.08", "RTL", "residential_tax_liability");
    tax(columns, business, "0.27", "BTL", "business_tax_liability");
    return columns;
  }

  private static void tax(
      Map<String, Object> columns, BigDecimal income, String rate, String column, String again) {
    BigDecimal tax = income.multiply(new BigDecimal(rate));
    columns.put(column, tax);
    columns.put(again, tax);
    columns.put(column + "_Formatted", formatted(tax));
  }

  private static String formatted(BigDecimal amount) {
    return "GMD " + String.format(Locale.ROOT, "%,.2f", amount.setScale(2, RoundingMode.HALF_UP));
  }

  private static ExpectedPerson of(
      Map<String, @Nullable Object> building, String key, JsonNode person) {
    Map<String, @Nullable Object> columns = new HashMap<>(building);
    columns.put("Person UUID", key);
    String basis = person.at("/person_type/property_basis").asText();
    columns.put(
        "Basis",
        basis.equals("owner") ? "Owner" : basis.equals("landlord") ? "Agent/landlord" : "Occupant");
    columns.put("Type", title(person.path("type"), null));
    columns.put("Business Name", trimmed(person.path("business_name")));
    columns.put("First Name", trimmed(person.path("individual_first_name")));
    columns.put("Last Name", trimmed(person.path("individual_last_name")));
    columns.put("Tax Registered", title(person.path("tax_registered"), null));
    columns.put("TIN", trimmed(person.path("tin")));
    columns.put("Tin", person.path("tin").isTextual() ? "Valid TIN" : "No TIN");
    columns.put("Mobile 1", trimmed(person.path("mobile_1")));
    columns.put("Mobile 2", trimmed(person.path("mobile_2")));
    columns.put("Email", trimmed(person.path("email")));
    columns.put("Gender", title(person.path("individual_gender"), null));
    columns.put("NIN", trimmed(person.path("individual_nin")));
    columns.put("Driver's License", trimmed(person.path("individual_drivers_licence")));
    columns.put("Passport", trimmed(person.path("individual_passport_number")));
    columns.put("Residence Permit", trimmed(person.path("individual_residence_permit_number")));
    columns.put("Shop/Unit", trimmed(person.path("shop_apt_unit_number")));
    columns.put("Property Use", title(person.at("/occupancy/property_use"), null));
    columns.put("Occupancy Basis", title(person.at("/occupancy/occupancy_basis"), null));
    columns.put("Annual Rent", rent(person));
    columns.put("Annual Rent GMD", dalasi(person));
    columns.put("Rent Currency", currency(person));
    String born = person.path("individual_dob").textValue();
    columns.put("DOB", born);
    columns.put("Data Quality Score", score(columns));
    return new ExpectedPerson(columns, born == null ? null : LocalDate.parse(born));
  }

  private static BigDecimal score(Map<String, @Nullable Object> columns) {
    int score = 10; // for the location, which all have
    score += columns.get("First Name") == null ? 0 : 10;
    score += columns.get("Gender") == null ? 0 : 10;
    score += columns.get("DOB") == null ? 0 : 15;
    score += columns.get("Mobile 1") == null ? 0 : 15;
    score += columns.get("TIN") == null ? 0 : 20;
    score += ((BigDecimal) columns.get("Annual Rent GMD")).signum() > 0 ? 20 : 0;
    return number(score);
  }

  private static BigDecimal rent(JsonNode person) {
    JsonNode amount = person.at("/occupancy/rent_annual_amount");
    BigDecimal rent = amount.isNumber() ? amount.decimalValue() : BigDecimal.ZERO;
    return rent.compareTo(MOST) > 0 ? BigDecimal.ZERO : rent;
  }

  private static String currency(JsonNode person) {
    return CURRENCIES.getOrDefault(person.at("/occupancy/rent_currency_unit").asText(), "Dalasi");
  }

  private static BigDecimal dalasi(JsonNode person) {
    return rent(person).multiply(new BigDecimal(RATES.get(currency(person))));
  }

  private static BigDecimal number(int value) {
    return BigDecimal.valueOf(value);
  }

  private static @Nullable String trimmed(JsonNode value) {
    String text = value.isTextual() ? value.textValue().replaceAll("^ +| +$", "") : "";
    return text.isEmpty() ? null : text;
  }

  /** Capitalizes each word; the sample's words are plain letters. */
  private static @Nullable String title(JsonNode value, @Nullable String otherwise) {
    if (!value.isTextual()) {
      return otherwise;
    }
    StringBuilder title = new StringBuilder();
    boolean within = false;
    for (char c : value.textValue().replaceAll("^ +| +$", "").toCharArray()) {
      title.append(within ? Character.toLowerCase(c) : Character.toUpperCase(c));
      within = Character.isLetterOrDigit(c);
    }
    return title.toString();
  }
}
