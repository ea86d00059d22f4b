package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AdviceWith;
import org.jspecify.annotations.Nullable;
import org.odksync.embedded.central.Faults;
import org.odksync.embedded.central.SampleCentral;
import org.odksync.embedded.central.SettableClock;
import org.odksync.form.Form;
import org.odksync.form.FormVersion;
import org.odksync.functional.RunPoint.Place;
import org.odksync.run.RunOptions;
import org.slf4j.LoggerFactory;

/**
 * Plays sequences on one service, database and sample Central, which it resets before each. After
 * every run it checks that run's promise.
 */
final class SequenceRunner implements AutoCloseable {

  private static final Logger LOG = (Logger) LoggerFactory.getLogger("sync");

  private static final String IMAGES_ARE_DUE =
      "UPDATE odk_attachment SET next_attempt_at = now(),"
          + " next_check_at = CASE WHEN next_check_at IS NOT NULL THEN now() END";

  private static final String CLEAR =
      WarehouseSnapshot.TABLES.stream()
          .map("DELETE FROM \"%s\""::formatted)
          .collect(Collectors.joining("; "));

  private static final List<String> FORM_TABLES =
      Stream.of(Warehouse.MAIN, Warehouse.PERSONS, Warehouse.UNIFIED)
          .map("\"%s\""::formatted)
          .toList();

  interface Act {
    void act() throws SQLException;
  }

  private final SettableClock clock = new SettableClock();
  private final Platform platform;
  private final Form declared;
  private final String creation;
  private final Deque<LiveRun> live = new ArrayDeque<>();
  private final List<String> log = new ArrayList<>();
  private ModelCentral central;
  private @Nullable AssertionError failure;

  SequenceRunner() throws Exception {
    platform = new Platform(SampleCentral.startEmpty(clock));
    // chunks of two, so that feeds with a few submissions can break off and resume
    platform.property("walk.chunkRecords", "2");
    platform.property("retry.delayMilliseconds", "1");
    // faults are part of a sequence: do not log them
    LOG.setLevel(Level.OFF);
    declared = camel().getRegistry().lookupByNameAndType("form", Form.class);
    StatementHooks.weave(camel(), this::at);
    // no parallel images and no timers, so that a sequence is repeatable
    camel().getRouteController().stopRoute("run.heartbeat");
    camel().getRegistry().bind("images", new CallersThread());
    AdviceWith.adviceWith(camel(), "images.each", false, advice -> {});
    central = new ModelCentral(platform.central(), clock);
    platform.run(SyncTypeName.MAIN.id());
    creation = creation(stored().table("odk_form").get(0));
  }

  /** The statement that creates the tables of the form's first version. */
  private String creation(JsonNode form) {
    List<Map<String, Object>> fields = new ArrayList<>();
    for (JsonNode field : form.get("fields")) {
      fields.add(
          Map.of("path", field.get("path").textValue(), "type", field.get("type").textValue()));
    }
    return FormVersion.of(declared, form.get("hash").textValue(), fields).sql("form/create");
  }

  /** Resets everything to the start. */
  void reset() throws SQLException {
    log.clear();
    failure = null;
    faults().clear();
    if (!central.fieldsOfSomeVersions().isEmpty()) {
      warehouse().execute("DROP TABLE " + String.join(", ", FORM_TABLES));
      warehouse().execute(creation);
    }
    warehouse().execute(CLEAR);
    newProcess();
    central = new ModelCentral(platform.central(), clock);
  }

  ModelCentral central() {
    return central;
  }

  Faults faults() {
    return platform.central().faults();
  }

  WarehouseSnapshot stored() throws SQLException {
    return WarehouseSnapshot.in(warehouse());
  }

  /** The steps since the last {@link #reset}, one line each. */
  List<String> log() {
    return log;
  }

  void play(List<Step> steps) throws SQLException {
    for (Step step : steps) {
      log.add(step.toString());
      step.in(this);
    }
  }

  /** Runs the type, and checks the run's promise. */
  void run(SyncTypeName type, Disturbance disturbance) throws SQLException {
    if (type == SyncTypeName.IMAGES) {
      warehouse().update(IMAGES_ARE_DUE);
    }
    long lastMark = type == SyncTypeName.UNIFIED ? stored().lastMark() : 0;
    RunPromise promise = RunPromise.of(type, central.history(), lastMark);
    boolean isTaken = isLeaseTaken(type);
    LiveRun run = new LiveRun(this, type, disturbance);
    org.odksync.run.Run sent = send(run);
    faults().clear();
    if (run.isCrashed()) {
      newProcess();
    }
    Integer historyId = sent.isStarted() ? sent.historyId().intValue() : null;
    check(promise, run, historyId);
    if (isTaken && historyId != null) {
      fail(new AssertionError(type.id() + " ran beside another run, which had the lease"));
    }
    if (run.isCrashed() || run.whenLeaseWasLost().isPresent()) {
      expireLease(type);
    }
    if (failure != null && live.isEmpty()) {
      throw failure;
    }
  }

  private org.odksync.run.Run send(LiveRun run) throws SQLException {
    live.push(run);
    try {
      return platform.send(run.type().id(), RunOptions.comparing(true, false, false));
    } finally {
      live.pop();
    }
  }

  /** Runs a cycle without faults; then the warehouse must equal Central. */
  void finish() throws SQLException, IOException, InterruptedException {
    if (!central.fieldsOfSomeVersions().isEmpty()) {
      // a new form version changes no ETag: it arrives with the next change
      central.insert(1, false, false);
    }
    // move every change far out of the next windows
    central.pass(Duration.ofHours(1));
    runSuccessfully(SyncTypeName.MAIN, SyncTypeName.PERSONS, SyncTypeName.RECONCILE);
    runSuccessfully(
        SyncTypeName.MAIN,
        SyncTypeName.PERSONS,
        SyncTypeName.IMAGES,
        SyncTypeName.LINKS,
        SyncTypeName.UNIFIED);
    WarehouseSnapshot stored = stored();
    assertThat(stored.marked()).isEmpty();
    assertThat(stored.unified().keySet()).isEqualTo(stored.main().keySet());
    new WarehouseComparison(warehouse(), central.submissions().list()).check();
    for (ObjectNode submission : central.submissions().list()) {
      assertThat(stored.main().get(submission.get("__id").textValue()).get("__system"))
          .as("what only reconcile finds")
          .isEqualTo(submission.get("__system"));
    }
    checkHistory(stored);
    checkImages(stored);
  }

  private void runSuccessfully(SyncTypeName... types) throws SQLException {
    for (SyncTypeName type : types) {
      run(type, new Disturbance.None());
      assertThat(log.get(log.size() - 1)).contains("success");
    }
  }

  /** Whether another run holds a lease that has not expired. */
  private boolean isLeaseTaken(SyncTypeName type) throws SQLException {
    return !warehouse()
        .query(
            "SELECT to_jsonb(l) FROM odk_sync_lease l"
                + " WHERE sync_type = ? AND holder IS NOT NULL AND expires_at > now()",
            type.id())
        .isEmpty();
  }

  /** Lets the lease of a run expire. */
  void expireLease(SyncTypeName type) throws SQLException {
    warehouse()
        .update(
            "UPDATE odk_sync_lease SET expires_at = now() - interval '1 second'"
                + " WHERE sync_type = ? AND holder IS NOT NULL",
            type.id());
  }

  /** Gives the lease to another instance; false if there is no lease yet. */
  boolean giveLeaseToAnother(SyncTypeName type) throws SQLException {
    return warehouse()
            .update(
                "UPDATE odk_sync_lease SET holder = 'another', instance = 'another',"
                    + " fencing_number = fencing_number + 1,"
                    + " expires_at = now() + interval '1 minute' WHERE sync_type = ?",
                type.id())
        > 0;
  }

  /** Acts as another instance, which has its own copy of the form. */
  void onAnotherInstance(Act act) throws SQLException {
    Form form = camel().getRegistry().lookupByNameAndType("form", Form.class);
    newProcess();
    act.act();
    camel().getRegistry().bind("form", form);
  }

  @Override
  public void close() {
    LOG.setLevel(null);
    platform.close();
  }

  private void at(Place place, Exchange exchange) throws Exception {
    LiveRun run = live.peek();
    // not a run: the heartbeat
    if (run == null || exchange.getVariable("run") == null) {
      return;
    }
    if (place == Place.AFTER_REQUEST) {
      // with the test clock, which moves only by hand
      exchange
          .getMessage()
          .setHeader("Date", exchange.getMessage().getHeader(SampleCentral.CLOCK_HEADER));
    }
    try {
      run.at(place, exchange);
    } catch (AssertionError e) {
      fail(e);
      throw e;
    }
  }

  /** Records the first failure. */
  private void fail(AssertionError error) {
    failure = failure == null ? error : failure;
  }

  private void check(RunPromise promise, LiveRun run, @Nullable Integer historyId)
      throws SQLException {
    WarehouseSnapshot stored = stored();
    String status = historyId == null ? "skipped" : stored.status(historyId);
    log.add("    %s: %s".formatted(promise.type().id(), status));
    try {
      assertThat(stored.staleUnified()).as("unified rows that are stale, but not marked").isEmpty();
      assertThat(stored.wrongLinks()).as("links that are not those of the ledger").isEmpty();
      run.whenLeaseWasLost()
          .ifPresent(
              then ->
                  assertThat(stored.difference(then))
                      .as("what a run has written after it lost its lease")
                      .isEmpty());
      if (status.equals("success")) {
        check(promise, run, stored);
      }
    } catch (AssertionError e) {
      fail(e);
    }
  }

  private void check(RunPromise promise, LiveRun run, WarehouseSnapshot stored) {
    SyncTypeName type = promise.type();
    if (type.isFeed()) {
      assertThat(central.history().check(type, promise.owed(run), difference(type, run, stored)))
          .as("what a successful %s must have stored", type.id())
          .isEmpty();
    } else if (type == SyncTypeName.UNIFIED) {
      assertThat(stored.marksUpTo(promise.lastMark()))
          .as("marks left by a successful unified")
          .isEmpty();
    }
  }

  /** Compares rows; a run that has read no rows may have missed the form's new version. */
  private BiFunction<String, @Nullable Expected, Optional<String>> difference(
      SyncTypeName type, LiveRun run, WarehouseSnapshot stored) {
    Set<String> ignored = run.hasReadRows() ? Set.of() : central.fieldsOfSomeVersions();
    Map<String, JsonNode> main = stored.main();
    return (id, version) -> {
      Expected expected = version == null ? Expected.NOTHING : version.without(ignored);
      Map<String, JsonNode> rows = new HashMap<>();
      if (type == SyncTypeName.PERSONS) {
        rows.putAll(stored.personsOf(id));
      } else if (main.containsKey(id)) {
        rows.put(id, main.get(id));
      }
      rows.replaceAll((key, row) -> Expected.without(row, ignored));
      return ColumnComparison.difference(
          rows, type == SyncTypeName.PERSONS ? expected.persons() : expected.mainRows(), Map.of());
    };
  }

  private static void checkHistory(WarehouseSnapshot stored) {
    Map<String, Map<String, Integer>> runs = new HashMap<>();
    for (JsonNode run : stored.table("odk_sync_history")) {
      runs.computeIfAbsent(run.get("sync_type").textValue(), type -> new HashMap<>())
          .merge(run.get("status").textValue(), 1, Integer::sum);
    }
    for (JsonNode status : stored.table("odk_sync_status")) {
      assertThat(runs.get(status.get("sync_type").textValue()))
          .as("runs of %s", status)
          .isEqualTo(
              counts(
                  status.get("successful_sync_count").intValue(),
                  status.get("failed_sync_count").intValue()));
    }
  }

  private static Map<String, Integer> counts(int successes, int errors) {
    Map<String, Integer> counts = new HashMap<>(Map.of("success", successes));
    if (errors > 0) {
      counts.put("error", errors);
    }
    return counts;
  }

  /**
   * Checks that every image is stored and linked, and that the newest one's link serves its bytes.
   */
  private void checkImages(WarehouseSnapshot stored) throws IOException, InterruptedException {
    boolean fetched = false;
    for (ObjectNode submission : central.submissions().list()) {
      String id = submission.get("__id").textValue();
      for (Map.Entry<String, Optional<byte[]>> file :
          central.submissions().attachments(id).entrySet()) {
        if (file.getValue().isPresent()) {
          JsonNode row = stored.file(id, file.getKey());
          assertThat(row.get("state").textValue()).as("%s", row).isEqualTo("stored");
          assertThat(stored.main().get(id).get("building_image_url")).isEqualTo(row.get("url"));
          if (!fetched) {
            assertThat(Platform.get(row.get("url").textValue()).body())
                .isEqualTo(file.getValue().get());
            fetched = true;
          }
        }
      }
    }
  }

  /** Starts a new process, which knows no form version yet. */
  private void newProcess() throws SQLException {
    Form form = new Form();
    form.setId(declared.getId());
    form.setProject(declared.getProject());
    form.getImages().putAll(declared.getImages());
    form.getViews().putAll(declared.getViews());
    camel().getRegistry().bind("form", form);
  }

  private CamelContext camel() throws SQLException {
    return platform.service().camel();
  }

  private Warehouse warehouse() {
    return platform.warehouse();
  }
}
