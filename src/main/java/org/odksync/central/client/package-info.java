/** ODK Central as an HTTP server: session, URLs and requests. */
package org.odksync.central.client;
