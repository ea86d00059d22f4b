/** The connector {@code warehouse:}, by which routes run the statements of {@code sql/}. */
package org.odksync.warehouse;
