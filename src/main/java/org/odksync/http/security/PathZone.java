package org.odksync.http.security;

import java.util.Locale;

/** The parts of our server that differ in who may do what there. */
enum PathZone {
  /** Pictures, by links that nobody can guess: whoever has one may see it. */
  IMAGES,
  /** Whether we are well, which load balancers ask. */
  HEALTH,
  /** JMX over HTTP, for admins only; there also a GET can change something. */
  JOLOKIA,
  /** Hawtio's pages, for admins only. */
  CONSOLE,
  /** Everything else: viewers may look. */
  REST;

  /**
   * @param path normalized, as the routes are found by it
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
    return path.equals("/observe/health") || path.startsWith("/observe/health/") ? HEALTH : REST;
  }

  boolean isForAdminsOnly() {
    return this == JOLOKIA || this == CONSOLE;
  }
}
