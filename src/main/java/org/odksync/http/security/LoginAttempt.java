package org.odksync.http.security;

import java.util.Optional;

/**
 * The result of a login.
 *
 * @param user for the log: a known user, or "an unknown user"
 * @param role empty if the login failed
 */
record LoginAttempt(String user, Optional<Role> role) {}
