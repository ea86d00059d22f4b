package org.odksync.central.feed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.jspecify.annotations.Nullable;
import org.odksync.central.client.CentralUrls;
import org.odksync.run.Run;
import org.odksync.run.Work;
import org.odksync.warehouse.row.Chunk;
import org.odksync.warehouse.row.ChunkListener;

/**
 * What a run does that reads a feed of Central: one {@link FeedReader} over it, or two, with all
 * their attempts; before each, the submissions that are in doubt. Used by one run, in one thread.
 */
public final class Feed implements Work, ChunkListener {

  private static final int NOT_MODIFIED = 304;
  private static final int NOT_IMPLEMENTED = 501;

  private final CentralUrls central;
  private final Run run;
  private final boolean expanded;
  private final int chunkRecords;
  private final RunCounters tally = new RunCounters();
  private final Map<String, Object> summary = new LinkedHashMap<>();
  private boolean rewound;
  private boolean begunHere;
  private boolean hasEncrypted;
  private boolean inDoubt;
  private boolean rechecked;
  private @Nullable FeedReader walk;
  private @Nullable Recheck recheck;

  Feed(CentralUrls central, Run run, boolean expanded, int chunkRecords) {
    this.central = central;
    this.run = run;
    this.expanded = expanded;
    this.chunkRecords = chunkRecords;
  }

  // --- before a walk

  /** Whether it has the children of the submissions in it. */
  public boolean isExpanded() {
    return expanded;
  }

  /** Whether it is to be read again from an earlier time on; once, whatever becomes of the run. */
  public boolean isToBeRewound() {
    return !rewound && run.options().since() != null;
  }

  /** Whether what could not be stored is to be read again; once, whatever becomes of the run. */
  public boolean isToBeReplayed() {
    return !rewound && run.options().replay();
  }

  /** Both are noted in the warehouse. */
  void rewound() {
    rewound = true;
  }

  /**
   * Begins a walk, or goes on with one that broke off.
   *
   * @param cursor the row of {@code feed/open.sql}
   */
  void resume(Map<String, Object> cursor) {
    walk = FeedReader.open(central, run.form(), expanded, chunkRecords, tally, cursor);
    begunHere |= !walk.isContinued();
    hasEncrypted = Boolean.TRUE.equals(cursor.get("encrypted"));
    inDoubt = Boolean.TRUE.equals(cursor.get("recheck"));
  }

  /** Whether no version of the form is known that rows may be of. */
  public boolean isOfUnknownVersion() {
    return walk().isOfUnknownVersion();
  }

  /** Rows of the version that the run uses are asked for now. */
  void expect() {
    walk().expect(run.version().hash());
  }

  // --- submissions in doubt

  /** Whether there may be some. */
  public boolean isInDoubt() {
    return inDoubt && run.form().isRecorded();
  }

  /**
   * The next ones.
   *
   * @param rows of {@code recheck/select.sql}
   */
  void doubt(List<Map<String, Object>> rows) {
    recheck = new Recheck(central, run.form(), expanded, rows);
    inDoubt = recheck.isAnyAsked();
  }

  /** Asks for them. */
  public String recheckAddress() {
    return recheck().address();
  }

  /**
   * What Central has of them; nothing when it is too old for the question, which is then put
   * another way.
   *
   * @param status of the answer
   */
  List<ObjectNode> rechecked(int status, InputStream answer) {
    rechecked = status != NOT_IMPLEMENTED || !recheck().isAskingForDeletes();
    if (!rechecked) {
      recheck().askWithoutDeletes();
      return List.of();
    }
    require(status, recheckAddress());
    return recheck().records(answer);
  }

  /** Whether Central has answered. */
  public boolean isRechecked() {
    return rechecked;
  }

  /** They are stored as Central has them. */
  void settled() {
    walk().rechecked(recheck());
    recheck = null;
  }

  // --- requests of a walk

  /** Whether there is something left to ask for. */
  public boolean isUnfinished() {
    return walk().isUnfinished();
  }

  /** What to ask Central for now. */
  public @Nullable String address() {
    return walk().next();
  }

  /** The ETag that makes it a question whether anything has changed; null for none. */
  public @Nullable String ifNoneMatch() {
    return walk().ifNoneMatch();
  }

  /**
   * Central has answered.
   *
   * @param date its {@code Date} header
   */
  void answered(int status, @Nullable String date) {
    if (status == NOT_IMPLEMENTED && walk().isAskingForDeletes()) {
      walk().askWithoutDeletes();
      return;
    }
    require(status, String.valueOf(address()));
    tally.asked(date);
    if (status == NOT_MODIFIED) {
      walk().unchanged();
    }
  }

  /** What only an older Central answers, to a question that this was not. */
  private static void require(int status, String url) {
    if (status == NOT_IMPLEMENTED) {
      throw new IllegalStateException(
          new HttpOperationFailedException(url, status, "", null, Map.of(), ""));
    }
  }

  /** Whether the answer is the first that counts: the form's version is to be looked at. */
  public boolean isBeginning() {
    return walk().isBeginning();
  }

  /** The form's version was looked at after the answer had begun. */
  void versionSeen(@Nullable String date, @Nullable String etag) {
    walk().begin(run.version().hash(), date, etag);
  }

  /** Whether the answer at hand counts, and is not one of before a new version of the form. */
  public boolean isCurrent() {
    return walk().isCurrent();
  }

  // --- its records

  Iterator<List<ObjectNode>> chunks(InputStream answer) {
    return walk().chunks(answer);
  }

  @Override
  public void stored(Chunk chunk) {
    tally.rejected(chunk);
  }

  @Override
  public Set<String> unnamed() {
    return tally.unnamed();
  }

  /** The chunk that was given last is in the warehouse. */
  void stored() {
    walk().stored();
  }

  void brokenOff() {
    walk().brokenOff();
  }

  // --- after a walk

  /** Whether Central has sent the feed in pages, which end without a word when one was purged. */
  public boolean isPaged() {
    return walk().isPaged();
  }

  /** Asks how many records there are. */
  public String countAddress() {
    return walk().countAddress();
  }

  void check(Map<String, Object> count) {
    walk().check(count);
  }

  /** Everything is stored that was asked for. */
  void walked() {
    if (summary.isEmpty() || !walk().isUnchanged()) {
      walk().summary().forEach((name, value) -> summary.merge(name, value, Feed::sum));
    }
    summary.put("rejected", tally.rejected());
    summary.put("encrypted", tally.encrypted());
    run.seen(tally.askedAt());
    if (walk().isWhole() && !walk().isUnchanged()) {
      // there is something to compare only now
      run.callForComparison();
    }
  }

  /** Whether anything has changed since the last walk: else there is nothing to write either. */
  public boolean isChanged() {
    return !walk().isUnchanged();
  }

  /**
   * Whether the walk was begun by another run: what has changed since then may be where it had been
   * already.
   */
  public boolean isContinued() {
    return !begunHere;
  }

  /** Whether to look if anything of the form can be read, also when nothing has changed. */
  public boolean isPerhapsUnreadable() {
    return hasEncrypted && !expanded;
  }

  void noteEncrypted(List<Map<String, Object>> rows) {
    tally.whole(rows);
  }

  void judge(int rejectLimit) {
    tally.judge(rejectLimit);
  }

  // --- for statements and the history

  @Override
  public Map<String, Object> parameters() {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("source", central.source(run.form()));
    parameters.put("expand", String.valueOf(expanded));
    Instant since = run.options().since();
    parameters.put("since", since == null || since.equals(Instant.EPOCH) ? "" : since.toString());
    if (recheck != null) {
      parameters.put("asked", recheck.asked());
    }
    if (walk != null) {
      parameters.put("walk_bound", walk.bound());
      parameters.put("walk_latest", walk.latest());
      parameters.put("resume_point", walk.resumePoint());
      parameters.put("watermark", walk.watermark());
      parameters.put("filter", walk.filter());
      parameters.put("etag", walk.etag());
      parameters.put("form_hash", walk.formHash());
    }
    return parameters;
  }

  @Override
  public Map<String, Object> summary() {
    return summary;
  }

  private static Object sum(Object before, Object now) {
    return before instanceof Number a && now instanceof Number b
        ? a.longValue() + b.longValue()
        : now;
  }

  private FeedReader walk() {
    return Objects.requireNonNull(walk, "no walk has begun");
  }

  private Recheck recheck() {
    return Objects.requireNonNull(recheck, "nothing is in doubt");
  }
}
