/** Records of Central as rows of our tables: pure functions. */
package org.odksync.warehouse.row;
