package org.odksync.config;

import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/**
 * The key of our HTTP server, with its certificates.
 *
 * @param store holds nothing else
 * @param password of this store, which is in memory only
 */
public record ServerKey(KeyStore store, Secret password) {

  /**
   * @param tls a PKCS12 or JKS file
   * @throws InvalidSettings when there is no such file, or no key in it for this password
   */
  public static ServerKey read(Settings.Tls tls) {
    if (!Files.isRegularFile(tls.keystore()) || !Files.isReadable(tls.keystore())) {
      throw wrong("HTTP_KEYSTORE: there is no file %s that can be read", tls);
    }
    try {
      char[] password = tls.password().reveal().toCharArray();
      KeyStore file = KeyStore.getInstance(tls.keystore().toFile(), password);
      for (String alias : Collections.list(file.aliases())) {
        if (file.isKeyEntry(alias)) {
          return of((KeyStore.PrivateKeyEntry) entry(file, alias, password));
        }
      }
      throw wrong("HTTP_KEYSTORE: %s holds no key, only certificates", tls);
    } catch (GeneralSecurityException | IOException | ClassCastException e) {
      // what exactly is wrong the exceptions of the JDK do not tell apart
      throw wrong(
          "HTTP_KEYSTORE: %s is no PKCS12 or JKS file that HTTP_KEYSTORE_PASSWORD opens", tls);
    }
  }

  private static KeyStore.Entry entry(KeyStore file, String alias, char[] password)
      throws GeneralSecurityException {
    return file.getEntry(alias, new KeyStore.PasswordProtection(password));
  }

  /** Under another password: Camel takes what looks like a property out of one. */
  private static ServerKey of(KeyStore.PrivateKeyEntry key)
      throws GeneralSecurityException, IOException {
    String password = UUID.randomUUID().toString();
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "server", key.getPrivateKey(), password.toCharArray(), key.getCertificateChain());
    return new ServerKey(store, new Secret(password));
  }

  private static InvalidSettings wrong(String problem, Settings.Tls tls) {
    return new InvalidSettings(List.of(problem.formatted(tls.keystore())));
  }
}
