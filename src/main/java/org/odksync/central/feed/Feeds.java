package org.odksync.central.feed;

import com.fasterxml.jackson.databind.node.ObjectNode;
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

/** What the routes of a feed tell its {@link Feed}, and what it gives them as bodies. */
public final class Feeds {

  private final CentralUrls central;
  private final int chunkRecords;
  private final int rejectLimit;

  /**
   * @param chunkRecords how many records are stored together
   * @param rejectLimit so many submissions of a run may be rejected, however few there are
   */
  public Feeds(CentralUrls central, int chunkRecords, int rejectLimit) {
    this.central = central;
    this.chunkRecords = chunkRecords;
    this.rejectLimit = rejectLimit;
  }

  /** The run reads the feed of submissions; when it is tried again, it goes on. */
  public void submissions(@Variable("run") Run run) {
    read(run, false);
  }

  /** The same of the feed that has the rows of all repeats in it. */
  public void repeats(@Variable("run") Run run) {
    read(run, true);
  }

  private void read(Run run, boolean expanded) {
    if (run.work() == null) {
      run.begin(new Feed(central, run, expanded, chunkRecords));
    }
  }

  public void rewound(@Variable("run") Run run) {
    feed(run).rewound();
  }

  public void resume(@Variable("run") Run run, @Body List<Map<String, Object>> rows) {
    feed(run).resume(rows.get(0));
  }

  public void expect(@Variable("run") Run run) {
    feed(run).expect();
  }

  public void doubt(@Variable("run") Run run, @Body List<Map<String, Object>> rows) {
    feed(run).doubt(rows);
  }

  public List<ObjectNode> rechecked(
      @Variable("run") Run run,
      @Header(Exchange.HTTP_RESPONSE_CODE) int status,
      @Body InputStream answer) {
    return feed(run).rechecked(status, answer);
  }

  public void settled(@Variable("run") Run run) {
    feed(run).settled();
  }

  public void answered(
      @Variable("run") Run run,
      @Header(Exchange.HTTP_RESPONSE_CODE) int status,
      @Header("Date") @Nullable String date) {
    feed(run).answered(status, date);
  }

  public void versionSeen(
      @Variable("run") Run run,
      @Header("Date") @Nullable String date,
      @Header("ETag") @Nullable String etag) {
    feed(run).versionSeen(date, etag);
  }

  /** The answer at hand is worth nothing: its connection ends. */
  public void discard(@Body InputStream answer) throws IOException {
    answer.close();
  }

  /**
   * The answer cannot be used: its connection ends.
   *
   * @throws Exception the reason, as it came
   */
  public void abandoned(
      @Body InputStream answer, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception reason)
      throws Exception {
    answer.close();
    throw reason;
  }

  public Iterator<List<ObjectNode>> chunks(@Variable("run") Run run, @Body InputStream answer) {
    return feed(run).chunks(answer);
  }

  public void stored(@Variable("run") Run run) {
    feed(run).stored();
  }

  /**
   * The answer was not read or stored to its end. Thrown anew: what has failed in a split counts as
   * tried often enough, and would not be tried again.
   *
   * @throws Exception the reason, as it came
   */
  @SuppressWarnings("DoNotCallSuggester") // a route calls it, to throw what it has caught
  public void brokenOff(
      @Variable("run") Run run, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception reason)
      throws Exception {
    feed(run).brokenOff();
    throw reason;
  }

  public void check(@Variable("run") Run run, @Body Map<String, Object> count) {
    feed(run).check(count);
  }

  public void walked(@Variable("run") Run run) {
    feed(run).walked();
  }

  public void noteEncrypted(@Variable("run") Run run, @Body List<Map<String, Object>> rows) {
    feed(run).noteEncrypted(rows);
  }

  public void judge(@Variable("run") Run run) {
    feed(run).judge(rejectLimit);
  }

  private static Feed feed(Run run) {
    return run.workAs(Feed.class);
  }
}
