package org.odksync.error;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.apache.camel.http.base.HttpOperationFailedException;

/** Explains Central's errors and connection failures to an operator. */
final class CentralErrors {

  private CentralErrors() {}

  /** Returns empty for a failure that is not Central's. */
  static Optional<Diagnosis> of(Throwable cause) {
    if (cause instanceof HttpOperationFailedException answer) {
      return Optional.of(refused(answer));
    } else if (cause instanceof JsonProcessingException notJson
        && !(notJson instanceof JsonEOFException)) {
      return Optional.of(
          new Diagnosis(
              ErrorClass.DATA,
              "Central's answer is not JSON",
              "check ODK_BASE_URL, and whether a proxy or a sign-in page of the network answers instead"));
    } else if (cause instanceof IOException failure) {
      return Optional.of(failure(failure));
    }
    return Optional.empty();
  }

  static boolean isNotFound(Throwable cause) {
    return cause instanceof HttpOperationFailedException answer && answer.getStatusCode() == 404;
  }

  private static Diagnosis refused(HttpOperationFailedException answer) {
    int status = answer.getStatusCode();
    if (isFromIntermediary(answer)) {
      return Intermediary.diagnosis(
          Intermediary.place(answer.getUri()), status, answer.getRedirectLocation());
    }
    String what =
        "Central answered %d to %s".formatted(status, Intermediary.place(answer.getUri()));
    return switch (status) {
      case 401 -> new Diagnosis(ErrorClass.AUTH, what, "check ODATA_USER and ODATA_PASS");
      case 403 ->
          new Diagnosis(
              ErrorClass.AUTH, what, "give ODATA_USER the role Project Viewer on the project");
      case 404 ->
          new Diagnosis(
              ErrorClass.CONFIG,
              what,
              "check ODK_PROJECT_ID and ODK_FORM_ID, upper and lower case matter");
      case 400, 405, 406, 501 ->
          new Diagnosis(
              ErrorClass.DATA,
              what,
              "this version of Central does not understand the request, please report it");
      default ->
          new Diagnosis(
              ErrorClass.NETWORK, what, "look at Central's log; the next run tries again");
    };
  }

  /** Central itself never redirects, and its refusals are JSON with a code. */
  private static boolean isFromIntermediary(HttpOperationFailedException answer) {
    String body = answer.getResponseBody();
    return switch (answer.getStatusCode()) {
      case 301, 302, 303, 307, 308, 407, 429 -> true;
      case 401, 403, 404 ->
          body != null
              && !body.isBlank()
              && !Intermediary.isErrorOfCentral(Intermediary.json(body));
      default -> false;
    };
  }

  private static Diagnosis failure(IOException failure) {
    if (failure instanceof UnknownHostException) {
      return network("Central's host name is not known", "check ODK_BASE_URL and DNS");
    } else if (failure instanceof InterruptedIOException) {
      return network(
          "Central did not answer in time", "look at its load; the next run tries again");
    } else if (isUnreachable(failure)) {
      return network("Central cannot be reached", "check that it runs, and ODK_BASE_URL");
    } else if (failure instanceof SSLException) {
      return CertificateErrors.of(ErrorClass.NETWORK, "Central", failure)
          .orElseGet(
              () ->
                  network(
                      "no TLS connection to Central",
                      "check its certificate, and https in ODK_BASE_URL"));
    }
    return network(
        "the connection to Central broke, " + failure.getClass().getSimpleName(),
        "the next run tries again");
  }

  private static Diagnosis network(String what, String remedy) {
    return new Diagnosis(ErrorClass.NETWORK, what, remedy);
  }

  static boolean isUnreachable(Throwable cause) {
    return cause instanceof ConnectException
        || cause instanceof NoRouteToHostException
        || cause instanceof UnknownHostException;
  }
}
