package org.odksync.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** The CA certificates that we trust: those of the JVM, and those of CA_BUNDLE. */
public final class TrustedCertificates {

  private final Path file;
  private final X509TrustManager manager;

  private TrustedCertificates(Path file, X509TrustManager manager) {
    this.file = file;
    this.manager = manager;
  }

  /** Reads CA_BUNDLE; if it is not set, returns empty and the JVM's certificates apply. */
  static Optional<TrustedCertificates> read(Environment environment) {
    Optional<Path> file = environment.optional("CA_BUNDLE").map(Path::of);
    try {
      return file.isPresent() ? Optional.of(of(file.get())) : Optional.empty();
    } catch (IOException unreadable) {
      environment.addProblem("CA_BUNDLE: cannot read %s", file.get());
    } catch (GeneralSecurityException noCertificate) {
      environment.addProblem(
          "CA_BUNDLE: %s holds no certificates in PEM (-----BEGIN CERTIFICATE-----)", file.get());
    }
    return Optional.empty();
  }

  /**
   * @param file certificates in PEM
   * @throws GeneralSecurityException if the file holds no certificates, or anything else
   */
  private static TrustedCertificates of(Path file) throws IOException, GeneralSecurityException {
    List<Certificate> certificates = new ArrayList<>(List.of(manager(null).getAcceptedIssuers()));
    try (InputStream pem = Files.newInputStream(file)) {
      if (!certificates.addAll(CertificateFactory.getInstance("X.509").generateCertificates(pem))) {
        throw new CertificateException("no certificate");
      }
    }
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (Certificate certificate : certificates) {
      store.setCertificateEntry(String.valueOf(store.size()), certificate);
    }
    return new TrustedCertificates(file, manager(store));
  }

  /**
   * @param store null for the JVM's default store
   */
  private static X509TrustManager manager(@Nullable KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return Stream.of(factory.getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .map(X509TrustManager.class::cast)
        .findFirst()
        .orElseThrow(() -> new GeneralSecurityException("no trust manager"));
  }

  Path file() {
    return file;
  }

  public X509TrustManager manager() {
    return manager;
  }

  SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {manager}, null);
      return context;
    } catch (GeneralSecurityException noTls) {
      throw new IllegalStateException("this JVM has no TLS", noTls);
    }
  }
}
