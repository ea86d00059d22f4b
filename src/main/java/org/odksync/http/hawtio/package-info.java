/** Hawtio's pages, which show and control the routes. */
package org.odksync.http.hawtio;
