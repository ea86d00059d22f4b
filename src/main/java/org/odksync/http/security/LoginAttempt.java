package org.odksync.http.security;

import java.util.Optional;

/**
 * Who wants to log in.
 *
 * @param user for the log: one of ours, or that it is none
 * @param role of a right login
 */
record LoginAttempt(String user, Optional<Role> role) {}
