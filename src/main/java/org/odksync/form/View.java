package org.odksync.form;

/**
 * A view over the tables of a form.
 *
 * @param name in the database
 * @param file that holds its query
 * @param repeat path of the repeat that it is over
 */
public record View(String name, String file, String repeat) {}
