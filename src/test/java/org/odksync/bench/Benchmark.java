package org.odksync.bench;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.odksync.embedded.central.SampleCentral;

/**
 * Measures the packaged program, and beside it what the machine can do without it. Asserts no time.
 * CONTRIBUTING says how to start it.
 *
 * <p>System properties: {@code bench.scenarios} (all by default), {@code bench.sizes} (numbers of
 * submissions), {@code bench.rounds}, {@code bench.options} (of the JVM that is measured).
 */
public final class Benchmark implements AutoCloseable {

  private static final Path TARGET = Path.of("target/bench");
  private static final String MAIN = SampleCentral.FORM_ID;
  private static final List<String> TABLES =
      List.of(MAIN, MAIN + "_person_details", MAIN + "_unified");
  private static final List<Integer> TEN = IntStream.range(0, 10).boxed().toList();

  /** A scenario of one size. */
  private interface Scenario {
    void measure(int size) throws IOException, InterruptedException, SQLException;
  }

  private final Set<String> scenarios =
      Set.of(
          System.getProperty(
                  "bench.scenarios",
                  "first,small,slow,resync,cycles,rebuild,queries,links,start,idle")
              .split(","));
  private final List<Integer> sizes =
      Stream.of(System.getProperty("bench.sizes", "10000,100000").split(","))
          .map(Integer::valueOf)
          .toList();
  private final int rounds = Integer.getInteger("bench.rounds", 3);

  private final SampleCentral central;
  private final RentalFeed feed;
  private final FeedStub stub;
  private final Installation.Servers servers;
  private final Report report;
  private int edit;

  private Benchmark() throws IOException, InterruptedException, SQLException {
    Path data = Files.createTempDirectory(Files.createDirectories(TARGET), "servers");
    central =
        SampleCentral.start(
            Files.createTempDirectory("central"), 0, Duration.ZERO, Clock.systemUTC());
    feed = RentalFeed.of(central);
    stub = new FeedStub(central);
    servers = new Installation.Servers(data.toAbsolutePath());
    try (Installation any = installation()) {
      report = new Report(any.text("SHOW server_version"));
    }
  }

  public static void main(String[] arguments) {
    int code = 0;
    try (Benchmark benchmark = new Benchmark()) {
      benchmark.run();
    } catch (Exception failed) {
      failed.printStackTrace();
      code = 1;
    }
    // the servers of the libraries have threads that do not end
    System.exit(code);
  }

  private void run() throws IOException, InterruptedException, SQLException {
    measure("first", this::firstSync);
    measure("small", this::smallHeap);
    measure("slow", this::slowSource);
    measure("resync", this::resync);
    measure("cycles", this::cycles);
    measure("rebuild", this::rebuild);
    measure("queries", this::queries);
    measure("links", this::links);
    measure("start", this::startUp);
    measure("idle", this::idle);
    report.save(TARGET);
  }

  private void measure(String name, Scenario scenario)
      throws IOException, InterruptedException, SQLException {
    if (scenarios.contains(name)) {
      for (int size : sizes) {
        scenario.measure(size);
      }
    }
  }

  /** From an empty database to the unified table. */
  private void firstSync(int size) throws IOException, InterruptedException, SQLException {
    List<Double> main = new ArrayList<>();
    List<Double> persons = new ArrayList<>();
    List<Double> unified = new ArrayList<>();
    List<Double> all = new ArrayList<>();
    List<Double> copies = new ArrayList<>();
    List<Double> memory = new ArrayList<>();
    double rows = 0;
    for (int i = 0; i < rounds; i++) {
      try (Installation installation = stored(size)) {
        main.add(size / installation.seconds("main_submissions"));
        double personRows = installation.rows(TABLES.get(1));
        persons.add(personRows / installation.seconds("person_details"));
        unified.add(size / installation.seconds("unified"));
        all.add(storing(installation));
        rows = size + personRows + size;
        copies.add(Limits.copy(installation, TARGET, TABLES));
        memory.add(installation.peakMemory());
      }
    }
    report.add(Measurement.of("first sync, submissions, %,d".formatted(size), "rows/s", main));
    report.add(Measurement.of("first sync, persons, %,d".formatted(size), "rows/s", persons));
    report.add(Measurement.of("first sync, unified, %,d".formatted(size), "rows/s", unified));
    report.add(new Measurement("first sync, all, %,d".formatted(size), "s", all, "copy", copies));
    double total = rows;
    report.add(
        Measurement.of(
            "first sync, all, %,d".formatted(size),
            "rows/s",
            all.stream().map(seconds -> total / seconds).toList()));
    report.add(Measurement.of("first sync, peak memory, %,d".formatted(size), "MB", memory));
  }

  /** The same with half the heap. */
  private void smallHeap(int size) throws IOException, InterruptedException, SQLException {
    List<Double> all = new ArrayList<>();
    List<Double> memory = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      try (Installation installation = installation()) {
        serve(size);
        installation.set("JAVA_OPTS", "-Xmx128m");
        installation.run("sync", "main_submissions", "person_details", "unified", "views");
        all.add(storing(installation));
        memory.add(installation.peakMemory());
      }
    }
    report.add(Measurement.of("first sync, heap of 128 MB, %,d".formatted(size), "s", all));
    report.add(
        Measurement.of(
            "first sync, heap of 128 MB, peak memory, %,d".formatted(size), "MB", memory));
  }

  private static double storing(Installation installation) throws SQLException {
    return installation.seconds("main_submissions")
        + installation.seconds("person_details")
        + installation.seconds("unified");
  }

  /** An installation that has stored everything. */
  private Installation stored(int size) throws IOException, InterruptedException, SQLException {
    Installation installation = installation();
    serve(size);
    installation.run("sync", "main_submissions", "person_details", "unified", "views");
    return installation;
  }

  private void serve(int size) throws IOException {
    Path data = TARGET.resolve("feeds").toAbsolutePath();
    stub.serve(size, feed.file(data, size, false), feed.file(data, size, true));
  }

  private Installation installation() throws IOException, SQLException {
    return new Installation(servers, stub, TARGET.resolve("logs"));
  }

  /** From a source that is as slow as a real Central. */
  private void slowSource(int size) throws IOException, InterruptedException, SQLException {
    serve(size);
    stub.beSlow(true);
    List<Double> all = new ArrayList<>();
    List<Double> downloads = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      try (Installation installation = stored(size)) {
        all.add(storing(installation));
      }
      downloads.add(Limits.curl(stub, List.of(stub.feed(false), stub.feed(true))));
    }
    stub.beSlow(false);
    report.add(
        new Measurement(
            "first sync, slow source, %,d".formatted(size), "s", all, "curl", downloads));
  }

  /** Reads everything again from a slow source, and nothing has changed. */
  private void resync(int size) throws IOException, InterruptedException, SQLException {
    List<Double> all = new ArrayList<>();
    List<Double> downloads = new ArrayList<>();
    try (Installation installation = stored(size)) {
      stub.beSlow(true);
      for (int i = 0; i < rounds; i++) {
        installation.run("resync");
        all.add(installation.seconds("main_submissions") + installation.seconds("person_details"));
        downloads.add(Limits.curl(stub, List.of(stub.feed(false), stub.feed(true))));
      }
      stub.beSlow(false);
    }
    report.add(
        new Measurement("resync, slow source, %,d".formatted(size), "s", all, "curl", downloads));
  }

  /** Runs with no change, and with ten edited submissions. */
  private void cycles(int size) throws IOException, InterruptedException, SQLException {
    List<String> types = List.of("main_submissions", "person_details", "unified");
    try (Installation installation = stored(size)) {
      installation.run("sync", "main_submissions", "person_details", "unified");
      List<Double> idle = new ArrayList<>();
      List<Double> changed = new ArrayList<>();
      for (int i = 0; i < rounds; i++) {
        installation.run("sync", "main_submissions", "person_details", "unified");
        idle.add(sum(installation, types));
        edit++;
        Instant now = Instant.now();
        stub.change(feed.edited(TEN, false, edit, now), feed.edited(TEN, true, edit, now));
        installation.run("sync", "main_submissions", "person_details", "unified");
        changed.add(sum(installation, types));
      }
      report.add(Measurement.of("idle cycle, %,d stored".formatted(size), "s", idle));
      report.add(Measurement.of("10 changes, %,d stored".formatted(size), "s", changed));
    }
  }

  private static double sum(Installation installation, List<String> types) throws SQLException {
    double seconds = 0;
    for (String type : types) {
      seconds += installation.seconds(type);
    }
    return seconds;
  }

  /** Writes each unified row again. */
  private void rebuild(int size) throws IOException, InterruptedException, SQLException {
    List<Double> values = new ArrayList<>();
    try (Installation installation = stored(size)) {
      for (int i = 0; i < rounds; i++) {
        installation.run("rebuild");
        values.add(size / installation.seconds("unified"));
      }
    }
    report.add(Measurement.of("rebuild of unified, %,d".formatted(size), "rows/s", values));
  }

  /** What dashboards ask. */
  private void queries(int size) throws IOException, InterruptedException, SQLException {
    try (Installation installation = stored(size)) {
      installation.execute("ANALYZE");
      String unified = '"' + TABLES.get(2) + '"';
      query(
          installation,
          "unified, newest 50, %,d".formatted(size),
          "SELECT * FROM " + unified + " ORDER BY \"SubmittedDate\" DESC LIMIT 50");
      query(
          installation,
          "unified, per day of 30 days, %,d".formatted(size),
          "SELECT date_trunc('day', \"SubmittedDate\"), count(*) FROM %1$s WHERE \"SubmittedDate\" > (SELECT max(\"SubmittedDate\") FROM %1$s) - interval '30 days' GROUP BY 1"
              .formatted(unified));
      query(
          installation,
          "unified, latest date, %,d".formatted(size),
          "SELECT max(\"SubmittedDate\") FROM " + unified);
      personQueries(installation, "persons view", size);
    }
    storedQueries(size);
  }

  private void storedQueries(int size) throws IOException, InterruptedException, SQLException {
    try (Installation installation =
        Installation.withStoredViews(servers, stub, TARGET.resolve("logs"))) {
      serve(size);
      installation.run("sync", "main_submissions", "person_details", "views", "unified");
      installation.run("sync", "views");
      report.add(
          Measurement.of(
              "unified with stored persons view, %,d".formatted(size),
              "rows/s",
              List.of(size / installation.seconds("unified"))));
      installation.execute("ANALYZE");
      personQueries(installation, "stored persons view", size);
    }
  }

  private void personQueries(Installation installation, String name, int size) throws SQLException {
    String view = "\"%s_persons\"".formatted(MAIN);
    query(
        installation,
        "%s, newest 50, %,d".formatted(name, size),
        "SELECT * FROM " + view + " ORDER BY \"Survey Date\" DESC LIMIT 50");
    query(
        installation,
        "%s, sums by town, %,d".formatted(name, size),
        "SELECT \"Town\", count(*), sum(\"Annual Rent GMD\") FROM " + view + " GROUP BY 1");
  }

  /** All links expire soon. */
  private void links(int size) throws IOException, InterruptedException, SQLException {
    List<Double> rates = new ArrayList<>();
    List<Double> limits = new ArrayList<>();
    try (Installation installation = stored(size)) {
      for (int i = 0; i < rounds; i++) {
        installation.execute(
            "UPDATE odk_attachment SET state = 'stored', object_key = 'bench/' || submission_id || '/' || file_name, url = 'https://example.org/old', url_expires_at = now() + interval '1 hour' WHERE state IN ('pending', 'stored') AND submission_id <> ''");
        installation.run("sync", "url_refresh");
        double links =
            installation.number(
                "SELECT records_processed FROM odk_sync_history WHERE sync_type = 'url_refresh' AND status = 'success' ORDER BY id DESC LIMIT 1");
        rates.add(links / installation.seconds("url_refresh"));
        limits.add(links / Limits.presign((int) links));
      }
    }
    report.add(
        new Measurement(
            "link refresh, %,d submissions".formatted(size),
            "links/s",
            rates,
            "presigner",
            limits));
  }

  /** From the start of the JVM to the start of the first run. */
  private void startUp(int size) throws IOException, InterruptedException, SQLException {
    List<Double> values = new ArrayList<>();
    try (Installation installation = stored(size)) {
      for (int i = 0; i < rounds; i++) {
        // the triggers of the round before would fire a minute after their last run
        installation.execute(
            "TRUNCATE qrtz_simple_triggers, qrtz_triggers, qrtz_job_details CASCADE");
        double last = installation.number("SELECT max(id) FROM odk_sync_history");
        Instant start = Instant.now();
        Process service = installation.start("run");
        await().until(() -> installation.number("SELECT max(id) FROM odk_sync_history") > last);
        values.add(
            installation.number(
                    "SELECT extract(epoch FROM min(sync_timestamp)) FROM odk_sync_history WHERE id > "
                        + (long) last)
                - start.toEpochMilli() / 1000.0);
        service.destroy();
        service.waitFor();
      }
    }
    report.add(Measurement.of("start to first run, %,d stored".formatted(size), "s", values));
  }

  private void query(Installation installation, String name, String sql) throws SQLException {
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      values.add(installation.milliseconds(sql));
    }
    report.add(Measurement.of(name, "ms", values));
  }

  /** A service with nothing to do. */
  private void idle(int size) throws IOException, InterruptedException, SQLException {
    try (Installation installation = stored(size)) {
      installation.set("SYNC_INTERVAL", "60");
      Process service = installation.start("run");
      Thread.sleep(Duration.ofSeconds(130).toMillis());
      List<Double> java = new ArrayList<>();
      List<Double> postgres = new ArrayList<>();
      List<Double> wal = new ArrayList<>();
      for (int i = 0; i < rounds; i++) {
        double before = cpu(service.toHandle());
        double databaseBefore = servers.cpu();
        double walBefore = installation.number("SELECT pg_current_wal_lsn() - '0/0'");
        Thread.sleep(Duration.ofMinutes(1).toMillis());
        java.add(cpu(service.toHandle()) - before);
        postgres.add(servers.cpu() - databaseBefore);
        wal.add(
            (installation.number("SELECT pg_current_wal_lsn() - '0/0'") - walBefore) / 1_000_000);
      }
      service.destroy();
      service.waitFor();
      report.add(Measurement.of("idle minute, CPU of java, %,d".formatted(size), "s", java));
      report.add(
          Measurement.of("idle minute, CPU of PostgreSQL, %,d".formatted(size), "s", postgres));
      report.add(Measurement.of("idle minute, WAL, %,d".formatted(size), "MB", wal));
    }
  }

  private static double cpu(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1000.0;
  }

  @Override
  public void close() throws IOException {
    servers.close();
    stub.close();
    central.close();
  }
}
