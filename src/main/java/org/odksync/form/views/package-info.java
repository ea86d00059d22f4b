/**
 * The operator's SQL files: views over a form's tables, and custom queries for the unified table.
 */
package org.odksync.form.views;
