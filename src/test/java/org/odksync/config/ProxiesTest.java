package org.odksync.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {

  private final Map<String, String> variables = new HashMap<>();

  @Test
  void eachSchemeHasItsOwnProxy() {
    variables.put("HTTP_PROXY", "http://plain.example.org:3128");
    variables.put("https_proxy", "safe.example.org:8080/");

    assertThat(place("http://central.example.org")).contains("plain.example.org:3128");
    assertThat(place("https://central.example.org")).contains("safe.example.org:8080");
  }

  @Test
  void proxyOfOneSchemeDoesNotServeTheOther() {
    variables.put("HTTP_PROXY", "http://proxy.example.org");

    assertThat(place("http://central.example.org")).contains("proxy.example.org:80");
    assertThat(place("https://central.example.org")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:8080",
        "http://store.localhost",
        "http://127.0.0.1:9000",
        "http://127.8.9.1",
        "http://[::1]:9000"
      })
  void thisMachineIsReachedDirectly(String server) {
    variables.put("HTTP_PROXY", "http://proxy.example.org:3128");

    assertThat(place(server)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "example.org; https://central.example.org; true",
        ".example.org; https://central.example.org; true",
        "*.example.org; https://CENTRAL.example.org; true",
        "Central.Example.org; https://central.example.org; true",
        "x.invalid, central.example.org y.invalid; https://central.example.org; true",
        "*; https://central.example.org; true",
        "10.1.2.3; https://10.1.2.3:9000; true",
        "central.example.org:443; https://central.example.org; true",
        "central.example.org:8443; https://central.example.org; false",
        "[fd00::1]; https://[fd00::1]:9000; true",
        "[fd00::1]:9000; https://[fd00::1]:9000; true",
        "ample.org; https://central.example.org; false",
        "other.example.org; https://central.example.org; false"
      })
  void noProxyListsHostsAndDomains(String noProxy, String server, boolean isDirect) {
    variables.put("HTTPS_PROXY", "http://proxy.example.org:3128");
    variables.put("NO_PROXY", noProxy);

    assertThat(place(server).isEmpty()).isEqualTo(isDirect);
  }

  @Test
  void userAndPasswordAreDecoded() {
    variables.put("HTTPS_PROXY", "http://us%40er:p%3A%2Fss+w%20rd@proxy.example.org:3128");

    Proxies.Proxy proxy = proxy("https://central.example.org").orElseThrow();

    assertThat(proxy.login()).contains(new Proxies.Login("us@er", new Secret("p:/ss+w rd")));
    assertThat(proxy.toString()).doesNotContain("p:/ss");
    assertThat(proxy.place()).isEqualTo("proxy.example.org:3128");
  }

  @ParameterizedTest
  @ValueSource(strings = {"socks5://hidden@proxy:1080", "https://hidden@proxy", "http://", "a b"})
  void invalidProxyIsReportedWithoutItsValue(String value) {
    Environment environment = new Environment(Map.of("HTTPS_PROXY", value));
    Proxies.read(environment);

    assertThat(catchThrowable(environment::check))
        .hasMessageStartingWith("HTTPS_PROXY must be an address such as")
        .hasMessageNotContaining("hidden");
  }

  @Test
  void networksInNoProxyAreIgnoredWithAWarning() {
    Environment environment = new Environment(Map.of("NO_PROXY", "10.0.0.0/8,example.org"));
    Proxies.read(environment);

    assertThat(environment.warnings())
        .containsExactly("NO_PROXY: 10.0.0.0/8 is ignored, only hosts and domains are supported");
  }

  private Optional<String> place(String server) {
    return proxy(server).map(Proxies.Proxy::place);
  }

  private Optional<Proxies.Proxy> proxy(String server) {
    return Proxies.read(new Environment(variables)).of(URI.create(server));
  }
}
