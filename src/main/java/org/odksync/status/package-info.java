/**
 * The status of sync types: queries of the warehouse, and the health derived from them. Read-only.
 */
package org.odksync.status;
