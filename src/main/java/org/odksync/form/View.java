package org.odksync.form;

/**
 * A view over the tables of a form.
 *
 * @param name of the view in the database
 * @param file with the query
 * @param repeat path of its repeat
 */
public record View(String name, String file, String repeat) {}
