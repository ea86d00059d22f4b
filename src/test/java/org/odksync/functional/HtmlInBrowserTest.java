package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odksync.embedded.central.SampleCentral;

/** How a browser renders the HTML columns, for any file name. */
class HtmlInBrowserTest {

  /** Names that try to run a script, to leave their attribute or folder, or to break a name. */
  private static final List<String> HOSTILE =
      List.of(
          "plain.jpg",
          "a space.jpg",
          "\"><script>alert(1)</script>.jpg",
          "'><script>alert(1)</script>.jpg",
          "\" onerror=\"alert(1)\" x=\".jpg",
          "' onload='alert(1)' x='.jpg",
          "` onload=alert(1) `.jpg",
          "<img src=x onerror=alert(1)>.jpg",
          "</a></td></table><svg onload=alert(1)>.jpg",
          "<!--.jpg",
          "]]>.jpg",
          "javascript:alert(1)",
          "data:text/html,<script>alert(1)</script>",
          "//elsewhere.invalid/x.jpg",
          "dir/../up?q=1.jpg",
          "../../../../etc/passwd",
          "..\\..\\up.jpg",
          "%2e%2e%2f%2e%2e%2fup.jpg",
          "%00.jpg",
          "100%.jpg",
          "#fragment.jpg",
          "a&b=c&amp;d.jpg",
          "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;.jpg",
          "&#34;&#x3e;&colon;.jpg",
          "a\nb\r\nc.jpg",
          "tab\tbell\u0007delete\u007f.jpg",
          "\u0001\u001b[31m.jpg",
          "фото здания.jpg",
          "صورة المبنى.jpg",
          "photo\u202Egpj.exe",
          "\u2028\u2029\uFEFF\u200B.jpg",
          "🏠👨‍👩‍👧.jpg",
          "“quotes”‘of’«all»„kinds‟.jpg",
          "${jndi:ldap://elsewhere.invalid/x}.jpg",
          "'; DROP TABLE odk_attachment; --.jpg",
          ":?name ${body} {{key}}.jpg",
          "long" + "x".repeat(300) + ".jpg",
          "ж".repeat(200) + ".jpg");

  /** The alt texts by field. */
  private static final Map<String, String> ALT =
      Map.of(
          "building_image_url", "Building image",
          "address_plus_code_url", "Address plus code image");

  private static final List<String> HOSTILE_LINKS =
      List.of(
          "http://127.0.0.1:1/x\" onerror=\"alert(1)",
          "http://127.0.0.1:1/x' onerror='alert(1)",
          "http://127.0.0.1:1/\"><script>alert(1)</script>",
          "http://127.0.0.1:1/x&quot; onerror=&quot;alert(1)",
          "http://127.0.0.1:1/x\n\" onerror=\"alert(1)",
          "http://127.0.0.1:1/x?a=1&copy=2&lt;#&#34;");

  private static final Pattern SAFE_KEY =
      Pattern.compile("[A-Za-z0-9_-]+/[a-z-]+/[A-Za-z0-9:._~-]{1,200}");

  private static Chromium chromium;

  private final SampleCentral central = SampleCentral.startEmpty(Clock.systemUTC());

  HtmlInBrowserTest() throws IOException {}

  @BeforeAll
  static void open() {
    chromium = Chromium.open();
  }

  @AfterAll
  static void close() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @Test
  void anyFileNameIsRenderedAsALinkedImage() throws Exception {
    Map<String, String> names = new HashMap<>();
    for (String name : HOSTILE) {
      names.put(create(name), name);
    }
    try (Platform platform = new Platform(central)) {
      platform.run("main_submissions", "image_processing", "unified");

      Map<String, JsonNode> rows = platform.warehouse().table(Warehouse.UNIFIED);
      assertThat(rows.keySet()).isEqualTo(names.keySet());
      rows.forEach((id, row) -> checkShown(names.get(id), row));
      checkKeys(platform.warehouse());
    }
  }

  private static void checkShown(String name, JsonNode row) {
    for (String column : List.of("building_image_url", "address_plus_code_url")) {
      assertThat(row.get(column).textValue()).as(name).isNotNull();
      URI link = URI.create(row.get(column).textValue());
      assertThat(link.normalize()).as(name).isEqualTo(link);
      assertThat(link.getRawPath()).as(name).matches("/[A-Za-z0-9/%._~-]+");
      assertThat(link.getRawQuery()).as(name).matches("(&?X-Amz-[A-Za-z]+=[A-Za-z0-9%._-]*)+");
      assertThat(link.getRawFragment()).as(name).isNull();
      List<String> elements = chromium.show(row.get(column + "_html").textValue());
      assertThat(elements)
          .as(name)
          .containsExactly(
              "td/a href=" + link,
              "a/img src=%s alt=%s width=100%% shown".formatted(link, ALT.get(column)));
    }
    assertThat(chromium.ranScript()).as(name).isFalse();
  }

  private static void checkKeys(Warehouse warehouse) throws SQLException {
    List<String> keys =
        warehouse.query("SELECT to_jsonb(object_key) FROM odk_attachment").stream()
            .map(JsonNode::textValue)
            .toList();
    assertThat(keys).hasSize(2 * HOSTILE.size()).doesNotHaveDuplicates();
    assertThat(keys).allSatisfy(key -> assertThat(key).matches(SAFE_KEY));
  }

  @Test
  void linkAndAltStayInTheirAttributes() throws Exception {
    try (Platform platform = new Platform(central)) {
      platform.service();
      for (int i = 0; i < HOSTILE.size(); i++) {
        String link = HOSTILE_LINKS.get(i % HOSTILE_LINKS.size());
        String alt = HOSTILE.get(i);
        String html = html(platform.warehouse(), link, alt);

        List<String> elements = chromium.show(html);

        // a browser reads every line end as one character
        String text = alt.replace("\r\n", "\n");
        assertThat(elements)
            .containsExactly(
                "td/a href=" + link, "a/img src=%s alt=%s width=100%%".formatted(link, text));
        assertThat(chromium.ranScript()).as(html).isFalse();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        " http://elsewhere.invalid/x.jpg",
        "//elsewhere.invalid/x.jpg",
        "x.jpg",
        ""
      })
  void invalidAddressIsNotALink(String link) throws Exception {
    try (Platform platform = new Platform(central)) {
      platform.service();

      assertThat(html(platform.warehouse(), link, "x")).isNull();
    }
  }

  private static String html(Warehouse warehouse, String link, String alt) throws SQLException {
    return warehouse
        .query("SELECT coalesce(to_jsonb(odk_image_html(?, ?)), 'null')", link, alt)
        .get(0)
        .textValue();
  }

  /** Creates a submission with two drawn images of this name. */
  private String create(String name) {
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    values.putObject("property_description").put("building_image", name);
    values.putObject("property_location").put("address_plus_code_image", "2" + name);
    String id = central.submissions().create(values);
    central.submissions().drawMissing(id);
    return id;
  }
}
