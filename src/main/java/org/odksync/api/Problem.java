package org.odksync.api;

/**
 * Why a request does not get what it asked for, as RFC 9457 has it.
 *
 * @param type {@code about:blank}: the title says what there is to know
 * @param title what the status is called
 * @param detail for people
 */
public record Problem(String type, String title, int status, String detail) {

  static Problem of(int status, String detail) {
    return new Problem("about:blank", title(status), status, detail);
  }

  private static String title(int status) {
    return switch (status) {
      case 400 -> "Bad Request";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 406 -> "Not Acceptable";
      case 409 -> "Conflict";
      case 413 -> "Content Too Large";
      case 415 -> "Unsupported Media Type";
      case 503 -> "Service Unavailable";
      default -> "Internal Server Error";
    };
  }
}
