package org.odksync.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSettingsTest {

  private static final String LONG = "twelve chars";
  private static final String OTHER = "thirteen chars";

  private final Map<String, String> variables =
      new HashMap<>(
          Map.of(
              "ODK_BASE_URL", "https://central.example.org",
              "ODK_PROJECT_ID", "7",
              "ODK_FORM_ID", "form",
              "ODATA_USER", "viewer@example.org",
              "ODATA_PASS", "p"));

  @Test
  void serverListensOnLoopbackByDefault() {
    assertThat(read())
        .isEqualTo(
            new Settings.Http(
                "127.0.0.1",
                8080,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, 127.0.0.1",
    "127.0.0.2, 127.0.0.2",
    "::1, 0:0:0:0:0:0:0:1",
    "::ffff:127.0.0.1, 127.0.0.1"
  })
  void loopbackAddressNeedsNoPassword(String host, String address) {
    variables.put("HTTP_HOST", host);

    assertThat(read().host()).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "10.0.0.1", "192.168.1.7", "2001:db8::1"})
  void otherAddressesNeedAPassword(String host) {
    variables.put("HTTP_HOST", host);

    assertThat(problems())
        .singleElement()
        .asString()
        .startsWith("ADMIN_PASSWORD is not set: without it HTTP_HOST must be");

    variables.put("ADMIN_PASSWORD", LONG);
    variables.put("VIEWER_PASSWORD", OTHER);
    assertThat(read().adminPassword()).contains(new Secret(LONG));
    assertThat(read().viewerPassword()).contains(new Secret(OTHER));
    assertThat(read().toString()).doesNotContain(LONG, OTHER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"odk.example.org", "999.1.1.1", ":", "1:2", "127.0.0.1:8080", "127.1"})
  void hostNamesAreRefused(String host) {
    variables.put("HTTP_HOST", host);

    assertThat(problems()).singleElement().asString().startsWith("HTTP_HOST must be");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ADMIN_PASSWORD", "VIEWER_PASSWORD"})
  void shortPasswordIsRefusedAndNotRepeated(String variable) {
    variables.put("ADMIN_PASSWORD", LONG);
    variables.put(variable, "elevenchars");

    assertThat(problems()).containsExactly(variable + " must have at least 12 characters");
  }

  @Test
  void viewerNeedsAdminWithAnotherPassword() {
    variables.put("VIEWER_PASSWORD", LONG);
    assertThat(problems())
        .containsExactly("ADMIN_PASSWORD is not set: VIEWER_PASSWORD requires it");

    variables.put("ADMIN_PASSWORD", LONG);
    assertThat(problems())
        .containsExactly("VIEWER_PASSWORD must not be the same as ADMIN_PASSWORD");
  }

  @Test
  void keystoreNeedsItsPassword() {
    variables.put("HTTP_KEYSTORE", "/etc/key.p12");
    assertThat(problems()).singleElement().asString().startsWith("HTTP_KEYSTORE_PASSWORD is not");

    variables.put("HTTP_KEYSTORE_PASSWORD", "p");
    assertThat(read().tls()).contains(new Settings.Tls(Path.of("/etc/key.p12"), new Secret("p")));

    variables.remove("HTTP_KEYSTORE");
    assertThat(problems()).singleElement().asString().startsWith("HTTP_KEYSTORE is not set");
  }

  @Test
  void publicUrlIsReadWithPresignedLinks() {
    variables.put("PUBLIC_URL", "https://survey.example.org/");

    assertThat(read().publicUrl()).contains(URI.create("https://survey.example.org"));

    variables.put("PUBLIC_URL", "survey");
    assertThat(problems()).singleElement().asString().startsWith("PUBLIC_URL must be");
  }

  private Settings.Http read() {
    return Settings.read(variables).http();
  }

  private List<String> problems() {
    return catchThrowableOfType(InvalidSettings.class, () -> Settings.read(variables)).problems();
  }
}
