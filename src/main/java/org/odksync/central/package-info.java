/** ODK Central: session, feed queries, and the record stream. */
package org.odksync.central;
