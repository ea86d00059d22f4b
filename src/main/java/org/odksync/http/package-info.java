/** Common parts of our HTTP server: request limit, HEAD requests, problem answers. */
package org.odksync.http;
