package org.odksync.view;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.odksync.form.Form;
import org.odksync.form.FormVersion;
import org.odksync.form.View;
import org.odksync.run.QueryRefusal;
import org.odksync.run.SyncFailure;

/**
 * The views of a form on their way into the database, one after the other: what is wrong with one
 * holds up none of the others. Used by one run, in one thread.
 */
public final class Views {

  private final Path directory;
  private final FormVersion version;
  private final String page;
  private final Deque<View> left;
  private final List<RuntimeException> failures = new ArrayList<>();
  private String file = "";

  Views(Path directory, Form form, String page) {
    this.directory = directory;
    this.version = form.getVersion();
    this.page = page;
    this.left = new ArrayDeque<>(version.views());
  }

  public boolean isAnyLeft() {
    return !left.isEmpty();
  }

  /**
   * @throws SyncFailure when there is no such file, or it names what the form does not have
   */
  public Definition next() {
    View view = left.removeFirst();
    file = view.file();
    return Definition.read(directory, file, view.name(), version, page);
  }

  /** The view that was the next one cannot be made. */
  public void refused(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception reason) {
    failures.add(QueryRefusal.of(file, reason));
  }

  /**
   * Judges the run as a whole, when all views have had their turn.
   *
   * @throws RuntimeException why the first of those that could not be made could not
   */
  public void judge() {
    if (!failures.isEmpty()) {
      throw failures.get(0);
    }
  }
}
