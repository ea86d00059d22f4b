package org.odksync.http.security;

import static java.util.stream.Collectors.joining;

import io.vertx.core.MultiMap;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/** What browsers are told not to do with our pages, and not to let others do with them. */
final class SecurityHeaders {

  private static final String YEAR = "max-age=31536000";

  private final String policy;

  /** Hawtio writes styles into its elements. */
  private final String consolePolicy;

  /**
   * @param pictures where our pages show some from, beside this server
   */
  SecurityHeaders(List<URI> pictures) {
    String images =
        Stream.concat(
                Stream.of("'self'", "data:"),
                pictures.stream().map(uri -> uri.getScheme() + "://" + uri.getAuthority()))
            .distinct()
            .collect(joining(" "));
    policy = policy(images, "'self'");
    consolePolicy = policy("'self' data:", "'self' 'unsafe-inline'");
  }

  /** Adds them to those of an answer that is complete but for them. */
  void add(MultiMap headers, PathZone area, boolean encrypted) {
    headers
        .set("Content-Security-Policy", area == PathZone.CONSOLE ? consolePolicy : policy)
        .set("X-Content-Type-Options", "nosniff")
        // with none at all a form of ours would be sent with the Origin null
        .set("Referrer-Policy", "same-origin")
        .set("Cross-Origin-Opener-Policy", "same-origin")
        .set("Cross-Origin-Resource-Policy", "same-origin");
    if (!headers.contains("Cache-Control")) {
      headers.set("Cache-Control", "no-store");
    }
    if (encrypted) {
      headers.set("Strict-Transport-Security", YEAR);
    }
  }

  private static String policy(String images, String styles) {
    return String.join(
        "; ",
        "default-src 'self'",
        "img-src " + images,
        "style-src " + styles,
        "script-src 'self'",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'");
  }
}
