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
 * A view as it is to be.
 *
 * @param view its name, quoted
 * @param query what it shows
 * @param origin stands in the database beside the view; the same origin is the same view
 */
public record ViewDefinition(String view, String query, String origin)
    implements StatementParameters {

  @Override
  public Map<String, Object> parameters() {
    return Map.of("view", view, "query", query, "origin", origin);
  }

  /**
   * What a file says.
   *
   * @param path of the file, which people know as {@code file}
   * @param name of the view
   * @param page of the form in Central
   * @throws SyncFailure when there is no such file, or it names what the form does not have
   */
  static ViewDefinition read(
      Path path, String file, String name, FormVersion version, String page) {
    try {
      // what ends a statement elsewhere is no part of a query
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
