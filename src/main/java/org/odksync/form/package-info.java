/** A form's schema, and the tables and SQL that follow from it. Knows neither Camel nor JDBC. */
package org.odksync.form;
