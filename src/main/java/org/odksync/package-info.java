/** Keeps a PostgreSQL warehouse, and the image links in it, equal to what ODK Central holds. */
package org.odksync;
