/** Hawtio: pages that show and steer what runs in Camel. */
package org.odksync.http.hawtio;
