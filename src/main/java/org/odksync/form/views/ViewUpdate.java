package org.odksync.form.views;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.odksync.error.ViewErrors;
import org.odksync.form.View;
import org.odksync.run.Work;

/**
 * The views that a run creates. A failure of one view does not stop the others. Not thread-safe.
 */
public final class ViewUpdate implements Work {

  private final List<View> views;
  private final List<RuntimeException> failures = new ArrayList<>();

  private @Nullable View current;

  ViewUpdate(List<View> views) {
    this.views = views;
  }

  /** All views. */
  public List<View> list() {
    return views;
  }

  void setCurrent(View view) {
    current = view;
  }

  View current() {
    return Objects.requireNonNull(current);
  }

  /** Records that the current view could not be created. */
  void addFailure(Exception reason) {
    failures.add(ViewErrors.of(current().file(), reason));
  }

  /**
   * Fails the run if a view could not be created.
   *
   * @throws RuntimeException the first failure
   */
  void throwFailure() {
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
