package org.odksync.view;

import java.nio.file.Path;
import org.odksync.form.Form;
import org.odksync.run.ErrorClass;
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
