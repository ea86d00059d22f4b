package org.odksync.http.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsrfCheckTest {

  private final CsrfCheck csrf =
      new CsrfCheck(Optional.of(URI.create("https://survey.example.org:443/images")));

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, -, -",
        "-, -, 10.0.0.1:8080",
        "same-origin, -, 10.0.0.1:8080",
        "none, -, 10.0.0.1:8080",
        "-, http://10.0.0.1:8080, 10.0.0.1:8080",
        "same-origin, https://Odk.example.org, odk.example.org",
        "-, https://odk.example.org, odk.example.org:443",
        "-, http://odk.example.org, odk.example.org:80",
        "-, http://[::1]:8080, [::1]:8080",
        "-, https://survey.example.org, 127.0.0.1:8080",
        "-, https://SURVEY.example.org, -"
      })
  void requestsOfOurPagesPass(String site, String origin, String host) {
    assertThat(csrf.isCrossSite(site, origin, host)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "cross-site, -, 10.0.0.1:8080",
        "same-site, -, 10.0.0.1:8080",
        "'', -, 10.0.0.1:8080",
        "cross-site, http://10.0.0.1:8080, 10.0.0.1:8080",
        "same-origin, https://evil.example.org, 10.0.0.1:8080",
        "-, null, 10.0.0.1:8080",
        "-, '', 10.0.0.1:8080",
        "-, http://10.0.0.1:8081, 10.0.0.1:8080",
        "-, http://10.0.0.1, 10.0.0.1:8080",
        "-, http://10.0.0.1:8080, -",
        "-, http://a b, a b",
        "-, https://survey.example.org:8443, 127.0.0.1:8080",
        "-, https://survey.example.org.evil.example.org, 127.0.0.1:8080"
      })
  void requestsOfOtherSitesFail(String site, String origin, String host) {
    assertThat(csrf.isCrossSite(site, origin, host)).isTrue();
  }
}
