package org.odksync.form.views;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.odksync.central.client.CentralUrls;
import org.odksync.error.ErrorClass;
import org.odksync.error.SyncFailure;
import org.odksync.error.ViewErrors;
import org.odksync.form.Form;
import org.odksync.form.View;
import org.odksync.run.Run;

/** Reads the SQL files of views, which are beside the forms' files. */
public final class ViewFiles {

  private final Path directory;
  private final CentralUrls central;

  /**
   * @param directory of the routes; the SQL files are there or in its subfolder {@code forms}
   */
  public ViewFiles(Path directory, CentralUrls central) {
    this.directory = directory;
    this.central = central;
  }

  /** The problems with the SQL files that a form's file lists; empty for none. */
  public List<String> problems(Form form) {
    try {
      return form.files().stream()
          .filter(file -> !Files.isRegularFile(path(file)))
          .map(
              file ->
                  "the file of form %s names %s, which does not exist: put it beside the form's file, or correct the name"
                      .formatted(form.getId(), file))
          .toList();
    } catch (IllegalArgumentException unclear) {
      return List.of(unclear.getMessage() + ": correct the form's file");
    }
  }

  /**
   * Starts to create the views of the form.
   *
   * @throws SyncFailure if the definition of a view in the form's file is invalid
   */
  public void begin(@Variable("run") Run run) {
    try {
      run.setWork(new ViewUpdate(run.version().views()));
    } catch (IllegalArgumentException unclear) {
      throw new SyncFailure(
          ErrorClass.CONFIG, unclear.getMessage() + ": correct the form's file", unclear);
    }
  }

  /**
   * Reads the definition of a view.
   *
   * @throws SyncFailure if the file is missing or contains an unknown name
   */
  public ViewDefinition read(@Variable("run") Run run, @Body View view) {
    run.workAs(ViewUpdate.class).setCurrent(view);
    return definition(run, view.file(), view.name());
  }

  /** Records that the last view could not be created. */
  public void addFailure(
      @Variable("run") Run run, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception reason) {
    run.workAs(ViewUpdate.class).addFailure(reason);
  }

  /** Fails the run if a view could not be created. */
  public void throwFailure(@Variable("run") Run run) {
    run.workAs(ViewUpdate.class).throwFailure();
  }

  /**
   * Reads the custom query for the unified table as a view definition.
   *
   * @throws SyncFailure if the file is missing or contains an unknown name
   */
  public ViewDefinition readUnified(@Variable("run") Run run) {
    return definition(run, run.form().getUnified(), run.version().unifiedSource());
  }

  /**
   * Fails because PostgreSQL refused the custom query.
   *
   * @throws RuntimeException always, with the reason
   */
  @SuppressWarnings("DoNotCallSuggester") // a route calls it, to throw what it has caught
  public void failUnified(
      @Variable("run") Run run, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception reason) {
    throw ViewErrors.of(run.form().getUnified(), reason);
  }

  /**
   * Requests a rebuild if the view of the custom query has changed.
   *
   * @param rows of {@code views/replace.sql}
   */
  public void rebuildIfChanged(@Variable("run") Run run, @Body List<Map<String, Object>> rows) {
    if ((Long) rows.get(0).getOrDefault("made", 0L) > 0) {
      run.workAs(UnifiedTable.class).requestRebuild();
    }
  }

  /**
   * Sets the columns of the unified table from the custom query.
   *
   * @param columns rows of {@code unified/columns.sql}
   * @throws SyncFailure if the columns are invalid
   */
  public void defineUnified(@Variable("run") Run run, @Body List<Map<String, Object>> columns) {
    try {
      run.workAs(UnifiedTable.class).define(run.version().unified(columns));
    } catch (IllegalArgumentException unfit) {
      throw new SyncFailure(
          ErrorClass.CONFIG,
          "%s: correct %s".formatted(unfit.getMessage(), run.form().getUnified()),
          unfit);
    }
  }

  private ViewDefinition definition(Run run, String file, String name) {
    return ViewDefinition.read(path(file), file, name, run.version(), central.page(run.form()));
  }

  private Path path(String file) {
    Path besideForms = directory.resolve("forms").resolve(file);
    return Files.exists(besideForms) ? besideForms : directory.resolve(file);
  }
}
