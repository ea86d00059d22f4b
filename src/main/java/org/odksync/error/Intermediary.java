package org.odksync.error;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import org.jspecify.annotations.Nullable;

/**
 * What answers in place of Central: a reverse proxy, a firewall, a gateway with a login of its own,
 * or the sign-in page of a network.
 */
public final class Intermediary {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What to do about a proxy that answers with 407. */
  static final String PROXY_LOGIN =
      "set user and password in HTTPS_PROXY or HTTP_PROXY, as http://user:password@host:port";

  private Intermediary() {}

  /** The answer as JSON; {@linkplain JsonNode#isMissingNode() missing} when it is none. */
  public static JsonNode json(@Nullable String body) {
    try {
      return body == null ? MissingNode.getInstance() : JSON.readTree(body);
    } catch (JsonProcessingException notJson) {
      return MissingNode.getInstance();
    }
  }

  /** Whether Central itself refused: its errors have a code such as 404.1. */
  public static boolean isErrorOfCentral(JsonNode answer) {
    return answer.path("code").isNumber();
  }

  /**
   * What it means that something else than Central answered.
   *
   * @param what was asked for, as it is said
   * @param location where a redirect leads
   */
  public static Diagnosis diagnosis(String what, int status, @Nullable String location) {
    String answered = "%s was answered with %d".formatted(what, status);
    return switch (status) {
      case 301, 302, 303, 307, 308 ->
          new Diagnosis(
              ErrorClass.CONFIG,
              answered + ", a redirect" + (location == null ? "" : " to " + place(location)),
              "set ODK_BASE_URL to the address at which Central itself answers, such as that with https");
      case 401 ->
          new Diagnosis(
              ErrorClass.AUTH,
              answered + " by something before Central that wants a login of its own",
              "let requests to /v1 pass it without one");
      case 403 ->
          new Diagnosis(
              ErrorClass.AUTH,
              answered + " by something before Central, such as a firewall",
              "let requests of this machine to /v1 pass it");
      case 404 ->
          new Diagnosis(
              ErrorClass.CONFIG,
              answered + ", and not by Central",
              "check that ODK_BASE_URL is the address of ODK Central");
      case 407 ->
          new Diagnosis(
              ErrorClass.AUTH,
              answered + " by the proxy that is set, which wants a login",
              PROXY_LOGIN);
      case 429 ->
          new Diagnosis(
              ErrorClass.NETWORK,
              answered + ", too many requests",
              "the next run tries again; if it stays, raise SYNC_INTERVAL or the limit of the proxy before Central");
      default ->
          new Diagnosis(
              ErrorClass.NETWORK,
              answered,
              "look at the log of Central, and of the proxy before it; the next run tries again");
    };
  }

  /** Host and path: the query of a request may hold ids, and what is before the host a password. */
  public static String place(@Nullable String uri) {
    return uri == null ? "a request" : uri.replaceAll("[?#].*", "").replaceAll("//[^/@]*@", "//");
  }
}
