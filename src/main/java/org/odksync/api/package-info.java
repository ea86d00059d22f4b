/**
 * What requests to {@code /api} may ask, what they are answered when they ask for something else,
 * and how that is described to programs. The answers themselves come from the routes.
 */
package org.odksync.api;
