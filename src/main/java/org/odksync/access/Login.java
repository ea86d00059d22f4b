package org.odksync.access;

import java.util.Optional;

/**
 * Who wants to log in.
 *
 * @param user for the log: one of ours, or that it is none
 * @param role of a right login
 */
record Login(String user, Optional<Role> role) {}
