package org.odksync.http.security;

import java.util.Locale;

/** What one may do who has logged in. */
enum Role {
  /** Everything. */
  ADMIN,
  /** Look, where it is not for admins only. */
  VIEWER;

  /** The name to log in with. */
  String user() {
    return name().toLowerCase(Locale.ROOT);
  }
}
