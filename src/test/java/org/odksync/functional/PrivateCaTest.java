package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.odksync.error.Diagnosis;

/** All servers have certificates of a private CA. */
class PrivateCaTest extends OnPlatform {

  private static final String HINT = "set CA_BUNDLE to a PEM file";

  private final WebhookServer hook = new WebhookServer("/");
  private SelfSignedKey key;
  private List<TlsTerminator> servers;

  @TempDir private Path directory;

  PrivateCaTest() throws IOException, SQLException {
    super();
  }

  @BeforeEach
  void encrypt() throws Exception {
    key = SelfSignedKey.in(directory);
    servers =
        List.of(
            before(platform.central().baseUrl().getPort()),
            before(URI.create(platform.variable("AWS_ENDPOINT_URL_S3")).getPort()),
            before(hook.port()),
            new TlsTerminator(Integer.parseInt(platform.variable("PG_PORT")), key.context(), true));
    platform.set("ODK_BASE_URL", "https://127.0.0.1:" + servers.get(0).port());
    platform.set("AWS_ENDPOINT_URL_S3", "https://127.0.0.1:" + servers.get(1).port());
    platform.set("ALERT_WEBHOOK_URL", "https://127.0.0.1:" + servers.get(2).port());
  }

  private TlsTerminator before(int port) throws IOException {
    return new TlsTerminator(port, key.context(), false);
  }

  private void encryptDatabase() {
    platform.set("PG_HOST", "127.0.0.1");
    platform.set("PG_PORT", String.valueOf(servers.get(3).port()));
    platform.set("PG_SSLMODE", "verify-full");
  }

  @AfterEach
  void close() throws IOException {
    for (TlsTerminator server : servers) {
      server.close();
    }
    hook.close();
  }

  @Test
  void configuredCaIsTrusted() throws Exception {
    platform.set("CA_BUNDLE", key.pem().toString());
    encryptDatabase();

    assertThat(platform.doctor()).filteredOn(check -> !check.isGood()).isEmpty();
    WebhookServer.alert(platform.variables());
    assertThat(hook.posts()).isEqualTo(1);
  }

  @Test
  void missingCaIsReported() throws Exception {
    assertThat(platform.doctor())
        .filteredOn(check -> !check.isGood())
        .satisfiesExactly(
            central ->
                assertThat(central.message())
                    .startsWith("network: the certificate of Central is of a CA that")
                    .contains(HINT),
            store ->
                assertThat(store.message())
                    .startsWith("s3: the certificate of the S3 store is of a CA that")
                    .contains(HINT));
    encryptDatabase();
    assertThat(Diagnosis.of(catchThrowable(() -> platform.service())).message())
        .startsWith("database: the certificate of PostgreSQL is of a CA that")
        .contains(HINT);
  }
}
