/** The schema of a form: read from ODK Central, stored, and followed by the tables. */
package org.odksync.central.schema;
