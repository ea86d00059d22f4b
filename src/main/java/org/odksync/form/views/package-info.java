/** Views over a form's tables, which the operator writes. */
package org.odksync.form.views;
