package org.odksync.error;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Explains why the certificate of a server was not accepted. */
final class CertificateErrors {

  private CertificateErrors() {}

  /**
   * Returns empty if the certificate is not the reason.
   *
   * @param server name of the server in messages
   */
  static Optional<Diagnosis> of(ErrorClass errorClass, String server, Throwable failure) {
    return Diagnosis.causes(failure)
        .flatMap(cause -> in(errorClass, "the certificate of " + server, cause).stream())
        .findFirst();
  }

  private static Optional<Diagnosis> in(
      ErrorClass errorClass, String certificate, Throwable cause) {
    if (cause instanceof CertPathBuilderException) {
      return Optional.of(
          new Diagnosis(
              errorClass,
              certificate + " is of a CA that is not trusted here",
              "set CA_BUNDLE to a PEM file with the certificate of that CA"));
    } else if (cause instanceof CertificateExpiredException) {
      return Optional.of(
          new Diagnosis(
              errorClass,
              certificate + " has expired",
              "renew it there, or correct this machine's clock"));
    } else if (cause instanceof CertificateNotYetValidException) {
      return Optional.of(
          new Diagnosis(
              errorClass, certificate + " is not valid yet", "correct this machine's clock"));
    } else if (cause instanceof SSLPeerUnverifiedException
        || cause.getClass() == CertificateException.class) {
      return Optional.of(
          new Diagnosis(
              errorClass,
              certificate + " is for another host name",
              "use the host name in the certificate, or get a certificate for this one"));
    }
    return Optional.empty();
  }
}
