/** Access control of our HTTP server: logins, roles, CSRF and rate limits, security headers. */
package org.odksync.http.security;
