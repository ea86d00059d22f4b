package org.odksync.view;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.odksync.form.Form;
import org.odksync.form.OwnUnified;
import org.odksync.run.ErrorClass;
import org.odksync.run.QueryRefusal;
import org.odksync.run.SyncFailure;

/** The SQL files of views, beside the files of the forms. */
public final class ViewFiles {

  private final Path directory;

  /**
   * @param directory where they are
   */
  public ViewFiles(Path directory) {
    this.directory = directory;
  }

  /**
   * The query of the form's own for its unified table, as a view.
   *
   * @param page of the form in Central
   * @throws SyncFailure when there is no such file, or it names what the form does not have
   */
  public Definition unified(Form form, String page) {
    return Definition.read(
        directory, form.getUnified(), form.getVersion().unifiedSource(), form.getVersion(), page);
  }

  /**
   * What the unified table is by that query.
   *
   * @param columns rows of {@code unified/columns.sql}
   * @throws SyncFailure when these columns make no table
   */
  public OwnUnified columns(Form form, List<Map<String, Object>> columns) {
    try {
      return form.getVersion().unified(columns);
    } catch (IllegalArgumentException unfit) {
      throw new SyncFailure(
          ErrorClass.CONFIG,
          "%s: correct %s".formatted(unfit.getMessage(), form.getUnified()),
          unfit);
    }
  }

  /**
   * PostgreSQL makes no view of a file.
   *
   * @throws RuntimeException always: why not
   */
  @SuppressWarnings("DoNotCallSuggester") // a route calls it, to throw what it has caught
  public void refused(String file, Exception reason) {
    throw QueryRefusal.of(file, reason);
  }

  /**
   * The views of a form as it is now, for one run.
   *
   * @param page of the form in Central
   * @throws SyncFailure when the form's file does not say what a view is
   */
  public Views of(Form form, String page) {
    try {
      return new Views(directory, form, page);
    } catch (IllegalArgumentException unclear) {
      throw new SyncFailure(
          ErrorClass.CONFIG, unclear.getMessage() + ": correct the form's file", unclear);
    }
  }
}
