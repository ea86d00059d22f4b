package org.odksync.http.security;

import static java.util.stream.Collectors.joining;

import io.vertx.core.MultiMap;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/** Adds headers that protect our pages in browsers: content security policy, caching, HSTS. */
final class SecurityHeaders {

  private static final String YEAR = "max-age=31536000";

  private final String policy;

  /** Allows inline styles, which Hawtio needs. */
  private final String consolePolicy;

  /**
   * @param imageServers servers that pages may load images from, beside this one
   */
  SecurityHeaders(List<URI> imageServers) {
    String images =
        Stream.concat(
                Stream.of("'self'", "data:"),
                imageServers.stream().map(uri -> uri.getScheme() + "://" + uri.getAuthority()))
            .distinct()
            .collect(joining(" "));
    policy = policy(images, "'self'");
    consolePolicy = policy("'self' data:", "'self' 'unsafe-inline'");
  }

  /** Adds the headers to an otherwise complete answer. */
  void add(MultiMap headers, PathZone zone, boolean encrypted) {
    headers
        .set("Content-Security-Policy", zone == PathZone.CONSOLE ? consolePolicy : policy)
        .set("X-Content-Type-Options", "nosniff")
        // not no-referrer: a form on our pages would then send the Origin null
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
