/** What requests to our HTTP server have in common. */
package org.odksync.http;
