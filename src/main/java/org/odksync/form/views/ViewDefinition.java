package org.odksync.form.views;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.odksync.error.ErrorClass;
import org.odksync.error.SyncFailure;
import org.odksync.form.FormVersion;
import org.odksync.form.SqlQuoting;
import org.odksync.run.StatementParameters;

/**
 * The definition of a view.
 *
 * @param view quoted name
 * @param query of the view
 * @param origin comment on the view in the database; an equal comment means an unchanged view
 */
public record ViewDefinition(String view, String query, String origin)
    implements StatementParameters {

  @Override
  public Map<String, Object> parameters() {
    return Map.of("view", view, "query", query, "origin", origin);
  }

  /** The same query as the definition of another view. */
  ViewDefinition as(String name) {
    return new ViewDefinition(SqlQuoting.quoted(name), query, origin);
  }

  /** The same view, read from this table. */
  ViewDefinition readFrom(String table) {
    return new ViewDefinition(view, "TABLE " + SqlQuoting.quoted(table), origin + ", stored");
  }

  /** A hash of the query. */
  String hash() {
    return SqlQuoting.hash(query);
  }

  /**
   * Reads the definition from a file.
   *
   * @param path of the file
   * @param file its name for messages
   * @param name of the view
   * @param page of the form in Central
   * @throws SyncFailure if the file is missing or contains an unknown name
   */
  static ViewDefinition read(
      Path path, String file, String name, FormVersion version, String page) {
    try {
      // a final semicolon is not part of a query
      String query =
          version.query(file, Files.readString(path), page).replaceFirst("[;\\s]+\\z", "");
      return new ViewDefinition(
          SqlQuoting.quoted(name),
          query,
          "odk-sync: %s, %s".formatted(file, SqlQuoting.hash(query)));
    } catch (IOException unreadable) {
      throw new SyncFailure(
          ErrorClass.CONFIG,
          "%s cannot be read: put it beside the form's file, in UTF-8".formatted(file),
          unreadable);
    } catch (IllegalArgumentException unknown) {
      throw new SyncFailure(
          ErrorClass.CONFIG, unknown.getMessage() + ": correct the file", unknown);
    }
  }
}
