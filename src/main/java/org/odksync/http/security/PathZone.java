package org.odksync.http.security;

import java.util.Locale;

/** Parts of our HTTP server with different access rules. */
enum PathZone {
  /** Images: no login, because their links cannot be guessed. */
  IMAGES,
  /** Health checks: no login, for load balancers. */
  HEALTH,
  /** JMX over HTTP: admins only; here a GET can change something, too. */
  JOLOKIA,
  /** Hawtio's pages: admins only. */
  CONSOLE,
  /** Everything else: viewers may read. */
  OTHER;

  /**
   * @param path normalized, as the router matches it
   */
  static PathZone of(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    if (lower.startsWith("/observe/jolokia") || lower.startsWith("/hawtio/jolokia")) {
      return JOLOKIA;
    }
    if (lower.startsWith("/hawtio")) {
      return CONSOLE;
    }
    if (path.startsWith("/images/")) {
      return IMAGES;
    }
    return path.equals("/observe/health") || path.startsWith("/observe/health/") ? HEALTH : OTHER;
  }

  boolean isForAdminsOnly() {
    return this == JOLOKIA || this == CONSOLE;
  }
}
