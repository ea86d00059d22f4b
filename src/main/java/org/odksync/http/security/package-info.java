/** Who may do what on our HTTP server, and how it keeps others from doing it in their name. */
package org.odksync.http.security;
