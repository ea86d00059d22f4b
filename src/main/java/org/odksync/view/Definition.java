package org.odksync.view;

/**
 * A view as it is to be.
 *
 * @param view its name, quoted
 * @param query what it shows
 * @param origin stands in the database beside the view; the same origin is the same view
 */
public record Definition(String view, String query, String origin) {}
