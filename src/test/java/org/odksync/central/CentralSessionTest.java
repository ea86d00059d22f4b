package org.odksync.central;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CentralSessionTest {

  @ParameterizedTest
  @CsvSource({
    "https://central.example.org, 443",
    "http://central.example.org/odk, 80",
    "http://127.0.0.1:8989, 8989"
  })
  void hostHasItsPortAsTheTargetOfARequestHas(URI address, int port) {
    assertThat(CentralSession.normalized(HttpHost.create(address)).getPort()).isEqualTo(port);
  }
}
