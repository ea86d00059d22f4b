/**
 * The warehouse: connection pool, migrations, and the component {@code warehouse:} that runs the
 * statements in {@code sql/}.
 */
package org.odksync.warehouse;
