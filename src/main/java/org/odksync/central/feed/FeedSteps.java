package org.odksync.central.feed;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.odksync.central.client.CentralUrls;
import org.odksync.run.Run;
import org.odksync.warehouse.row.FeedChunk;

/** The bean of the feed routes: delegates to the {@link Feed} of the run. */
public final class FeedSteps {

  private final CentralUrls central;
  private final RecordStreams streams;
  private final int rejectLimit;

  /**
   * @param streams how answers are read
   * @param rejectLimit how many submissions a run may reject, independent of their share
   */
  public FeedSteps(CentralUrls central, RecordStreams streams, int rejectLimit) {
    this.central = central;
    this.streams = streams;
    this.rejectLimit = rejectLimit;
  }

  /** Starts to read the feed of submissions; a retry continues. */
  public void submissions(@Variable("run") Run run) {
    start(run, false);
  }

  /** Starts to read the feed that contains the rows of all repeats; a retry continues. */
  public void repeats(@Variable("run") Run run) {
    start(run, true);
  }

  private void start(Run run, boolean expanded) {
    if (run.work() == null) {
      run.setWork(new Feed(central, run, expanded, streams));
    }
  }

  public void markReset(@Variable("run") Run run) {
    feed(run).markReset();
  }

  public void open(@Variable("run") Run run, @Body List<Map<String, Object>> rows) {
    feed(run).open(rows.get(0));
  }

  public void expectVersion(@Variable("run") Run run) {
    feed(run).expectVersion();
  }

  public void loadRechecks(@Variable("run") Run run, @Body List<Map<String, Object>> rows) {
    feed(run).loadRechecks(rows);
  }

  public FeedChunk readRechecks(
      @Variable("run") Run run,
      @Header(Exchange.HTTP_RESPONSE_CODE) int status,
      @Body InputStream answer) {
    return feed(run).readRechecks(status, answer);
  }

  public void markRechecked(@Variable("run") Run run) {
    feed(run).markRechecked();
  }

  public void handleAnswer(
      @Variable("run") Run run,
      @Header(Exchange.HTTP_RESPONSE_CODE) int status,
      @Header("Date") @Nullable String date) {
    feed(run).handleAnswer(status, date);
  }

  public void checkVersion(
      @Variable("run") Run run,
      @Header("Date") @Nullable String date,
      @Header("ETag") @Nullable String etag) {
    feed(run).checkVersion(date, etag);
  }

  /** Closes an answer that is not needed, which aborts its connection. */
  public void discard(@Body InputStream answer) throws IOException {
    answer.close();
  }

  /**
   * Closes an answer that cannot be used, which aborts its connection.
   *
   * @throws Exception the given reason
   */
  public void closeAndFail(
      @Body InputStream answer, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception reason)
      throws Exception {
    answer.close();
    throw reason;
  }

  public Iterator<FeedChunk> chunks(@Variable("run") Run run, @Body InputStream answer) {
    return feed(run).chunks(answer);
  }

  public void markStored(@Variable("run") Run run) {
    feed(run).markStored();
  }

  /**
   * Handles an answer that was not read and stored completely. Throws the reason again, because
   * Camel treats a failure inside a split as exhausted and would not retry it.
   *
   * @throws Exception the given reason
   */
  @SuppressWarnings("DoNotCallSuggester") // a route calls it, to throw what it has caught
  public void abortAndFail(
      @Variable("run") Run run, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception reason)
      throws Exception {
    feed(run).abort();
    throw reason;
  }

  public void checkCount(@Variable("run") Run run, @Body Map<String, Object> count) {
    feed(run).checkCount(count);
  }

  public void finishPass(@Variable("run") Run run) {
    feed(run).finishPass();
  }

  public void countEncrypted(@Variable("run") Run run, @Body List<Map<String, Object>> rows) {
    feed(run).countEncrypted(rows);
  }

  public void requireAcceptable(@Variable("run") Run run) {
    feed(run).requireAcceptable(rejectLimit);
  }

  private static Feed feed(Run run) {
    return run.workAs(Feed.class);
  }
}
