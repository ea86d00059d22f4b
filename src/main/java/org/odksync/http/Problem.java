package org.odksync.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpServerResponse;

/**
 * Why a request failed (RFC 9457).
 *
 * @param type {@code about:blank}: the status needs no further explanation
 * @param title the name of the status
 * @param detail for people
 */
public record Problem(String type, String title, int status, String detail) {

  /** The content type. */
  public static final String CONTENT_TYPE = "application/problem+json";

  private static final ObjectMapper JSON = new ObjectMapper();

  public static Problem of(int status, String detail) {
    return new Problem("about:blank", title(status), status, detail);
  }

  private static String title(int status) {
    return switch (status) {
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 406 -> "Not Acceptable";
      case 409 -> "Conflict";
      case 413 -> "Content Too Large";
      case 415 -> "Unsupported Media Type";
      case 429 -> "Too Many Requests";
      case 503 -> "Service Unavailable";
      default -> "Internal Server Error";
    };
  }

  /** The response body. */
  public String json() {
    return JSON.valueToTree(this).toString();
  }

  /** Sends the problem and ends the response. */
  public void send(HttpServerResponse response) {
    response.setStatusCode(status).putHeader("Content-Type", CONTENT_TYPE).end(json());
  }
}
