package org.odksync.central.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpStatus;
import org.jspecify.annotations.Nullable;
import org.odksync.error.Diagnosis;
import org.odksync.error.ErrorClass;
import org.odksync.error.Intermediary;
import org.odksync.error.SyncFailure;

/** A login at Central failed. */
public final class LoginFailed extends SyncFailure {

  private final boolean byCentral;

  private LoginFailed(Diagnosis diagnosis, boolean byCentral) {
    super(diagnosis.errorClass(), diagnosis.sentence(), null);
    this.byCentral = byCentral;
  }

  /**
   * @param answer as JSON; missing if it is not JSON
   * @param location target of a redirect
   */
  static LoginFailed of(HttpHost host, int status, JsonNode answer, @Nullable String location) {
    if (Intermediary.isErrorOfCentral(answer)) {
      return new LoginFailed(refusal(host, status), true);
    }
    if (status == HttpStatus.SC_OK) {
      return new LoginFailed(notCentral(host), false);
    }
    return new LoginFailed(Intermediary.diagnosis("a login at " + host, status, location), false);
  }

  private static Diagnosis refusal(HttpHost host, int status) {
    String central = "Central at " + host;
    return switch (status) {
      case HttpStatus.SC_BAD_REQUEST, HttpStatus.SC_UNAUTHORIZED ->
          new Diagnosis(
              ErrorClass.AUTH, central + " refused the login", "check ODATA_USER and ODATA_PASS");
      // with OpenID Connect this path does not exist
      case HttpStatus.SC_NOT_FOUND ->
          new Diagnosis(
              ErrorClass.AUTH,
              central + " accepts no passwords, only single sign-on (OpenID Connect)",
              "odk-sync needs a user with a password, ask the operator of Central");
      default -> Intermediary.diagnosis("a login at " + host, status, null);
    };
  }

  private static Diagnosis notCentral(HttpHost host) {
    return new Diagnosis(
        ErrorClass.DATA,
        "a login at %s was answered, but not by Central".formatted(host),
        "check ODK_BASE_URL, and whether a proxy or a sign-in page of the network answers instead");
  }

  /** Finds the failed login among the causes of a failure. */
  public static Optional<LoginFailed> in(@Nullable Throwable failure) {
    return Stream.ofNullable(failure)
        .flatMap(Diagnosis::causes)
        .filter(LoginFailed.class::isInstance)
        .map(LoginFailed.class::cast)
        .findFirst();
  }

  /** Whether Central itself refused, not a proxy before it. */
  public boolean isByCentral() {
    return byCentral;
  }
}
