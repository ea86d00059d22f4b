/** ODK Central as an HTTP server: session, URLs, requests, and the schema of a form. */
package org.odksync.central.client;
