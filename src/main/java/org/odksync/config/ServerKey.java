package org.odksync.config;

import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/**
 * The private key of our HTTP server, with its certificates.
 *
 * @param store an in-memory store that holds only this key
 * @param password of this store
 */
public record ServerKey(KeyStore store, Secret password) {

  /**
   * @param tls a PKCS12 or JKS file
   * @throws InvalidSettings if the file is missing, or holds no key for this password
   */
  public static ServerKey read(Settings.Tls tls) {
    if (!Files.isRegularFile(tls.keystore()) || !Files.isReadable(tls.keystore())) {
      throw invalid("HTTP_KEYSTORE: cannot read %s", tls);
    }
    try {
      char[] password = tls.password().reveal().toCharArray();
      KeyStore file = KeyStore.getInstance(tls.keystore().toFile(), password);
      for (String alias : Collections.list(file.aliases())) {
        if (file.isKeyEntry(alias)) {
          return of((KeyStore.PrivateKeyEntry) entry(file, alias, password));
        }
      }
      throw invalid("HTTP_KEYSTORE: %s holds no key, only certificates", tls);
    } catch (GeneralSecurityException | IOException | ClassCastException e) {
      // the JDK throws the same exceptions for a invalid format and a invalid password
      throw invalid(
          "HTTP_KEYSTORE: %s is not a PKCS12 or JKS file that HTTP_KEYSTORE_PASSWORD opens", tls);
    }
  }

  private static KeyStore.Entry entry(KeyStore file, String alias, char[] password)
      throws GeneralSecurityException {
    return file.getEntry(alias, new KeyStore.PasswordProtection(password));
  }

  /** Uses a password of its own: Camel would resolve property placeholders in the user's one. */
  private static ServerKey of(KeyStore.PrivateKeyEntry key)
      throws GeneralSecurityException, IOException {
    String password = UUID.randomUUID().toString();
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "server", key.getPrivateKey(), password.toCharArray(), key.getCertificateChain());
    return new ServerKey(store, new Secret(password));
  }

  private static InvalidSettings invalid(String problem, Settings.Tls tls) {
    return new InvalidSettings(List.of(problem.formatted(tls.keystore())));
  }
}
