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

/** The SQL files of views, beside the files of the forms. */
public final class ViewFiles {

  private final Path directory;
  private final CentralUrls central;

  /**
   * @param directory of the routes; the files are there, or in its folder {@code forms}
   */
  public ViewFiles(Path directory, CentralUrls central) {
    this.directory = directory;
    this.central = central;
  }

  /** What is wrong with what a form's file says of its SQL files; empty for nothing. */
  public List<String> problems(Form form) {
    try {
      return form.files().stream()
          .filter(file -> !Files.isRegularFile(path(file)))
          .map(
              file ->
                  "the file of form %s names %s, which is not there: put it beside that, or correct the name"
                      .formatted(form.getId(), file))
          .toList();
    } catch (IllegalArgumentException unclear) {
      return List.of(unclear.getMessage() + ": correct the form's file");
    }
  }

  /**
   * The run makes the views of its form.
   *
   * @throws SyncFailure when the form's file does not say what a view is
   */
  public void begin(@Variable("run") Run run) {
    try {
      run.begin(new PendingViews(run.version().views()));
    } catch (IllegalArgumentException unclear) {
      throw new SyncFailure(
          ErrorClass.CONFIG, unclear.getMessage() + ": correct the form's file", unclear);
    }
  }

  /**
   * A view as it is to be.
   *
   * @throws SyncFailure when there is no such file, or it names what the form does not have
   */
  public ViewDefinition read(@Variable("run") Run run, @Body View view) {
    run.workAs(PendingViews.class).turnTo(view);
    return definition(run, view.file(), view.name());
  }

  /** The view that was read last cannot be made. */
  public void refused(
      @Variable("run") Run run, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception reason) {
    run.workAs(PendingViews.class).refused(reason);
  }

  /** Fails when a view could not be made. */
  public void judge(@Variable("run") Run run) {
    run.workAs(PendingViews.class).judge();
  }

  /**
   * The query of the form's own for its unified table, as a view.
   *
   * @throws SyncFailure when there is no such file, or it names what the form does not have
   */
  public ViewDefinition unified(@Variable("run") Run run) {
    return definition(run, run.form().getUnified(), run.version().unifiedSource());
  }

  /**
   * PostgreSQL makes no view of that query.
   *
   * @throws RuntimeException always: why not
   */
  @SuppressWarnings("DoNotCallSuggester") // a route calls it, to throw what it has caught
  public void unifiedRefused(
      @Variable("run") Run run, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception reason) {
    throw ViewErrors.of(run.form().getUnified(), reason);
  }

  /**
   * That view is there.
   *
   * @param rows of {@code views/replace.sql}
   */
  public void unifiedMade(@Variable("run") Run run, @Body List<Map<String, Object>> rows) {
    if ((Long) rows.get(0).getOrDefault("made", 0L) > 0) {
      run.workAs(UnifiedTable.class).queryIsNew();
    }
  }

  /**
   * What the unified table is by that query.
   *
   * @param columns rows of {@code unified/columns.sql}
   * @throws SyncFailure when these columns make no table
   */
  public void define(@Variable("run") Run run, @Body List<Map<String, Object>> columns) {
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
