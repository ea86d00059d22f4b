package org.odksync.form.views;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.odksync.form.CustomUnifiedTable;
import org.odksync.form.Form;
import org.odksync.form.FormVersion;
import org.odksync.form.SqlQuoting;
import org.odksync.form.StatementSource;
import org.odksync.form.StoredView;
import org.odksync.form.UnifiedStatements;
import org.odksync.run.Run;
import org.odksync.run.Work;

/**
 * The work of a run that updates the unified table of a form: its columns and the state of the
 * update. Batches of rows may be written at the same time; everything else is not thread-safe.
 */
public final class UnifiedTable implements Work, StatementSource {

  private final Form form;
  private FormVersion version;
  private final Set<String> rejected = ConcurrentHashMap.newKeySet();
  private UnifiedStatements statements;
  private List<StoredView> storedViews = List.of();
  private StatementSource names;
  private boolean rebuild;
  private boolean hasNewColumns;
  private @Nullable Long marked;
  private volatile State state = State.DIRTY;

  private enum State {
    /** There may be dirty marks that this version of the form can process. */
    DIRTY,
    /** No dirty mark is left. */
    CLEAN,
    /** The form has a newer version, which will process the dirty marks. */
    OUTDATED
  }

  UnifiedTable(Run run) {
    this.form = run.form();
    this.version = run.version();
    this.statements = version;
    this.names = version;
    this.rebuild = run.options().rebuild();
  }

  /** Prepares a retry of the run with the current version of the form. */
  void retry(FormVersion newVersion) {
    version = newVersion;
    statements = newVersion;
    names = newVersion;
    storedViews = List.of();
    hasNewColumns = false;
    state = State.DIRTY;
  }

  /** Whether there may be dirty marks that this version of the form can process. */
  public boolean mayBeDirty() {
    return state == State.DIRTY;
  }

  /** No dirty mark is left. */
  void markClean() {
    state = State.CLEAN;
  }

  /** The form has a newer version, which will process the dirty marks. */
  void markOutdated() {
    state = State.OUTDATED;
  }

  /** Whether the form has a custom query for the table. */
  public boolean hasCustomQuery() {
    return form.hasCustomUnifiedTable();
  }

  /** Requests a rebuild of every row, because the custom query has changed. */
  void requestRebuild() {
    rebuild = true;
    marked = null;
  }

  /** Sets the columns of the custom query. */
  void define(CustomUnifiedTable table) {
    statements = table;
    names = table;
    hasNewColumns = table.hasNewColumns();
  }

  /** Writes the rows of these views, too: all of them if one is due. */
  void store(List<StoredView> views) {
    storedViews = views;
    names = statements.storing(views);
    if (marked == null && views.stream().anyMatch(StoredView::isDue)) {
      rebuild = true;
    }
  }

  /** Whether every row of the stored views is written: no dirty mark is left. */
  public boolean hasCompleteViews() {
    return !storedViews.isEmpty() && state == State.CLEAN;
  }

  /** Whether the query has columns that the table lacks. */
  public boolean hasNewColumns() {
    return hasNewColumns;
  }

  /** Whether a rebuild is requested and the rows are not marked yet. */
  public boolean mustMark() {
    return rebuild && marked == null;
  }

  void setMarked(long rows) {
    marked = rows;
  }

  /** The number of rows to rebuild; null without a rebuild. */
  public @Nullable Long marked() {
    return marked;
  }

  /** Counts a submission whose row PostgreSQL refused. */
  void addRejected(String submission) {
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
        "unified_table", version.unifiedTable(),
        "stored_views", StoredView.json(storedViews));
  }

  @Override
  public Map<String, Object> summary() {
    return rejected.isEmpty() ? Map.of() : Map.of("rejected", rejected.size());
  }
}
