/**
 * What requests to {@code /api} may ask, and how they are answered. What they are answered comes
 * from the routes; {@code openapi.json} describes all of it.
 */
package org.odksync.http.api;
