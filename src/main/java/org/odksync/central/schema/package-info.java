/** The schema of a form: read from ODK Central, stored, and applied to the tables. */
package org.odksync.central.schema;
