/**
 * What an unconfigured start brings along: PostgreSQL, an S3 store and a sample Central. A jar of
 * its own, absent from the production image.
 */
package org.odksync.embedded;
