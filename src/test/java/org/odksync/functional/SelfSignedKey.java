package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A key for 127.0.0.1 and localhost with a self-signed certificate.
 *
 * @param pem a file with the certificate
 */
record SelfSignedKey(SSLContext context, Path pem) {

  private static final String PASSWORD = "password";

  /**
   * @param directory for its files
   */
  static SelfSignedKey in(Path directory) throws Exception {
    Path file = directory.resolve("own.p12");
    Process keytool =
        new ProcessBuilder(
                (Path.of(System.getProperty("java.home"), "bin", "keytool")
                        + " -genkeypair -alias key -keyalg EC -dname CN=own -storetype PKCS12"
                        + " -ext san=ip:127.0.0.1,dns:localhost -storepass "
                        + PASSWORD
                        + " -keystore "
                        + file)
                    .split(" ", -1))
            .redirectErrorStream(true)
            .start();
    String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(output).isZero();
    KeyStore store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return new SelfSignedKey(
        context,
        Files.writeString(
            directory.resolve("own.pem"),
            "of our own\n-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                .formatted(
                    Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(store.getCertificate("key").getEncoded()))));
  }
}
