package org.odksync.error;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;

/** What is wrong with the certificate of a server that we did not accept. */
final class CertificateErrors {

  private CertificateErrors() {}

  /**
   * Empty for a failure that is not of a certificate.
   *
   * @param server as it is said
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
              "renew it there, or set this machine's clock"));
    } else if (cause instanceof CertificateNotYetValidException) {
      return Optional.of(
          new Diagnosis(errorClass, certificate + " is not valid yet", "set this machine's clock"));
    } else if (cause instanceof SSLPeerUnverifiedException
        || cause.getClass() == CertificateException.class) {
      return Optional.of(
          new Diagnosis(
              errorClass,
              certificate + " is of another host name",
              "use the name that the certificate has, or have it made for this one"));
    }
    return Optional.empty();
  }
}
