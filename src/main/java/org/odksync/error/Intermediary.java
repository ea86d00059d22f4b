package org.odksync.error;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import org.jspecify.annotations.Nullable;

/**
 * Explains answers that do not come from Central: of a reverse proxy, a firewall, a gateway with
 * its own login, or the sign-in page of a network.
 */
public final class Intermediary {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The remedy for a proxy that answers 407. */
  static final String PROXY_LOGIN =
      "set user and password in HTTPS_PROXY or HTTP_PROXY, as http://user:password@host:port";

  private Intermediary() {}

  /** Parses the body as JSON; {@linkplain JsonNode#isMissingNode() missing} if it is not JSON. */
  public static JsonNode json(@Nullable String body) {
    try {
      return body == null ? MissingNode.getInstance() : JSON.readTree(body);
    } catch (JsonProcessingException notJson) {
      return MissingNode.getInstance();
    }
  }

  /** Whether an error comes from Central itself: its errors have a code such as 404.1. */
  public static boolean isErrorOfCentral(JsonNode answer) {
    return answer.path("code").isNumber();
  }

  /**
   * Explains an answer that is not Central's.
   *
   * @param what the request was for, as in messages
   * @param location target of a redirect
   */
  public static Diagnosis diagnosis(String what, int status, @Nullable String location) {
    String answered = "%s was answered with %d".formatted(what, status);
    return switch (status) {
      case 301, 302, 303, 307, 308 ->
          new Diagnosis(
              ErrorClass.CONFIG,
              answered + ", a redirect" + (location == null ? "" : " to " + place(location)),
              "set ODK_BASE_URL to the address at which Central itself answers, such as the https address");
      case 401 ->
          new Diagnosis(
              ErrorClass.AUTH,
              answered + " by a server before Central that requires a login of its own",
              "allow requests to /v1 without that login");
      case 403 ->
          new Diagnosis(
              ErrorClass.AUTH,
              answered + " by a server before Central, such as a firewall",
              "allow requests from this machine to /v1");
      case 404 ->
          new Diagnosis(
              ErrorClass.CONFIG,
              answered + ", and not by Central",
              "check that ODK_BASE_URL is the address of ODK Central");
      case 407 ->
          new Diagnosis(
              ErrorClass.AUTH,
              answered + " by the configured proxy, which requires a login",
              PROXY_LOGIN);
      case 429 ->
          new Diagnosis(
              ErrorClass.NETWORK,
              answered + ", too many requests",
              "the next run tries again; if it persists, raise SYNC_INTERVAL or the limit of the proxy before Central");
      default ->
          new Diagnosis(
              ErrorClass.NETWORK,
              answered,
              "look at the log of Central, and of the proxy before it; the next run tries again");
    };
  }

  /**
   * Host and path of a URL, without the query, which may contain ids, and without user info, which
   * may contain a password.
   */
  public static String place(@Nullable String uri) {
    return uri == null ? "a request" : uri.replaceAll("[?#].*", "").replaceAll("//[^/@]*@", "//");
  }
}
