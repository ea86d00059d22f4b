/**
 * The services of an unconfigured start: PostgreSQL, an S3 store and a sample Central. A separate
 * jar, absent from the production image.
 */
package org.odksync.embedded;
