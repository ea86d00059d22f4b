package org.odksync.http.security;

import java.util.Locale;

/** The rights of a logged-in user. {@link PathZone} decides which paths are for admins only. */
enum Role {
  /** May do everything. */
  ADMIN,
  /** May read, except in zones for admins only. */
  VIEWER;

  /** The user name of the login. */
  String user() {
    return name().toLowerCase(Locale.ROOT);
  }
}
