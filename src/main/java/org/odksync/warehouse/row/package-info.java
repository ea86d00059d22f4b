/** Records of Central as rows of our tables. Pure functions. */
package org.odksync.warehouse.row;
