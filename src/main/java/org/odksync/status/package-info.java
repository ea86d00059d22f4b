/**
 * What an operator can know about the sync types: asked of the warehouse, and judged. Nothing here
 * changes anything.
 */
package org.odksync.status;
