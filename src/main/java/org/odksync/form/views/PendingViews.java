package org.odksync.form.views;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.odksync.error.ViewErrors;
import org.odksync.form.View;
import org.odksync.run.Work;

/**
 * The views of a form on their way into the database: what is wrong with one holds up none of the
 * others. Used by one run, in one thread.
 */
public final class PendingViews implements Work {

  private final List<View> views;
  private final List<RuntimeException> failures = new ArrayList<>();

  /** The file of the view at hand. */
  private String file = "";

  PendingViews(List<View> views) {
    this.views = views;
  }

  /** All of them. */
  public List<View> list() {
    return views;
  }

  void turnTo(View view) {
    file = view.file();
  }

  /** The view at hand cannot be made. */
  void refused(Exception reason) {
    failures.add(ViewErrors.of(file, reason));
  }

  /**
   * Judges the run as a whole, when all views have had their turn.
   *
   * @throws RuntimeException why the first of those that could not be made could not
   */
  void judge() {
    if (!failures.isEmpty()) {
      throw failures.get(0);
    }
  }

  @Override
  public Map<String, Object> parameters() {
    return Map.of();
  }

  @Override
  public Map<String, Object> summary() {
    return Map.of();
  }
}
