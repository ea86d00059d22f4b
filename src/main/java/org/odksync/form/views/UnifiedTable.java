package org.odksync.form.views;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.odksync.form.Form;
import org.odksync.form.FormVersion;
import org.odksync.form.NameSource;
import org.odksync.form.OwnUnified;
import org.odksync.form.SqlQuoting;
import org.odksync.run.Run;
import org.odksync.run.Work;

/**
 * The unified table of a form, as a run brings it up to date: what it is to be, and what became of
 * its rows. Used by one run, in one thread.
 */
public final class UnifiedTable implements Work, NameSource {

  private final Form form;
  private FormVersion version;
  private final Set<String> rejected = new HashSet<>();
  private NameSource names;
  private boolean rebuilt;
  private boolean wider;
  private @Nullable Long marked;

  UnifiedTable(Run run) {
    this.form = run.form();
    this.version = run.version();
    this.names = version;
    this.rebuilt = run.options().rebuild();
  }

  /** The run is tried again: what has happened has happened. */
  void again(FormVersion newest) {
    version = newest;
    names = newest;
    wider = false;
  }

  /** Whether the form has a query of its own for it. */
  public boolean hasOwnQuery() {
    return form.hasOwnUnified();
  }

  /** That query is another one now: every row is made anew. */
  void queryIsNew() {
    rebuilt = true;
    marked = null;
  }

  /** The columns of that query. */
  void define(OwnUnified own) {
    names = own;
    wider = own.isWider();
  }

  /** Whether the query has columns that the table lacks. */
  public boolean isWider() {
    return wider;
  }

  /** Whether every row is to be made anew, and not all are marked yet. */
  public boolean isToBeMarked() {
    return rebuilt && marked == null;
  }

  void marked(long rows) {
    marked = rows;
  }

  /** How many rows are made anew; null when not all are. */
  public @Nullable Long marked() {
    return marked;
  }

  /** PostgreSQL has refused the row of a submission. */
  void rejected(String submission) {
    rejected.add(submission);
  }

  @Override
  public String sql(String name) {
    return names.sql(name);
  }

  @Override
  public Map<String, Object> parameters() {
    return Map.of(
        "view", SqlQuoting.quoted(version.unifiedSource()),
        "unified_table", version.unifiedTable());
  }

  @Override
  public Map<String, Object> summary() {
    return rejected.isEmpty() ? Map.of() : Map.of("rejected", rejected.size());
  }
}
