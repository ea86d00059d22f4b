package org.odksync.central.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.odksync.central.client.CentralUrls;
import org.odksync.central.feed.RecordStream;
import org.odksync.run.Run;
import org.odksync.warehouse.row.SubmissionVersions;

/** The bean of the comparison routes: delegates to the {@link Reconciliation} of the run. */
public final class ReconciliationSteps {

  private static final int NOT_IMPLEMENTED = 501;

  private final CentralUrls central;

  public ReconciliationSteps(CentralUrls central) {
    this.central = central;
  }

  public void open(@Variable("run") Run run) {
    run.setWork(new Reconciliation(central, run.form(), run.options()));
  }

  /**
   * Whether a feed must complete a run first.
   *
   * @param rows of {@code reconcile/begin.sql}
   */
  public boolean mustWait(@Body List<Map<String, Object>> rows) {
    return rows.get(0).get("unread") != null;
  }

  public void postpone(@Variable("run") Run run, @Body List<Map<String, Object>> rows) {
    run.postpone(rows.get(0).get("unread") + " must complete a run first");
  }

  public void begin(@Variable("run") Run run, @Body List<Map<String, Object>> rows) {
    run.setWork(new Reconciliation(central, run.form(), run.options()));
    of(run).begin(rows.get(0));
  }

  public void divide(
      @Variable("run") Run run, @Header("Date") @Nullable String date, @Body JsonNode answer) {
    of(run).divide(date, answer);
  }

  /** Whether Central lists deletes: before 2024.3 it refuses. */
  public boolean listsDeletes(
      @Variable("run") Run run, @Header(Exchange.HTTP_RESPONSE_CODE) int status) {
    boolean supported = status != NOT_IMPLEMENTED;
    of(run).setListsDeletes(supported);
    return supported;
  }

  public void addCount(@Variable("run") Run run, @Body JsonNode answer) {
    of(run).addCount(answer);
  }

  public void chooseBuckets(@Variable("run") Run run, @Body List<Map<String, Object>> rows) {
    of(run).chooseBuckets(rows);
  }

  public void removeBucket(@Variable("run") Run run) {
    of(run).removeBucket();
  }

  /** The records of an answer in chunks, as they arrive. */
  public Iterator<List<ObjectNode>> chunks(@Body InputStream answer) {
    return new RecordStream(answer);
  }

  /** Ids and times of a chunk, as parameters of {@code reconcile/stage.sql}. */
  public Map<String, Object> versions(@Body List<ObjectNode> records) {
    return Map.of("versions", SubmissionVersions.of(records));
  }

  public void loadUnlisted(@Variable("run") Run run, @Body List<Map<String, Object>> rows) {
    of(run).loadUnlisted(rows);
  }

  /** Whether Central has answered. If not, the request is repeated without deletedAt. */
  public boolean isAnswered(
      @Variable("run") Run run, @Header(Exchange.HTTP_RESPONSE_CODE) int status) {
    return status != NOT_IMPLEMENTED || !of(run).fallBackToNoDeletes();
  }

  /** Which submissions Central has, as parameters of {@code reconcile/answered.sql}. */
  public Map<String, Object> readAnswer(@Variable("run") Run run, @Body InputStream answer) {
    return Map.of("answered", of(run).answered(answer));
  }

  public void setAbsent(@Variable("run") Run run, @Body List<Map<String, Object>> rows) {
    of(run).setAbsent(rows);
  }

  public void finish(@Variable("run") Run run, @Body List<Map<String, Object>> rows) {
    of(run).end(rows);
    of(run).requireAcceptedDeletes(run.type().name());
  }

  private static Reconciliation of(Run run) {
    return run.workAs(Reconciliation.class);
  }
}
