package org.odksync.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.odksync.config.EmbeddedOptions;
import org.odksync.config.EmbeddedPart;
import org.odksync.embedded.Embedded;
import org.odksync.embedded.central.SampleCentral;

/**
 * The packaged program, as an operator runs it, on a durable PostgreSQL server ({@code fsync}) and
 * an S3 store of its own. Each installation has a new database.
 */
final class Installation implements AutoCloseable {

  /** Without any, as an operator starts it. */
  private static final String OPTIONS = System.getProperty("bench.options", "");

  private static final Path PROGRAM = Path.of("target/odk-sync/bin/odk-sync").toAbsolutePath();

  /** The servers that all installations share. */
  static final class Servers implements AutoCloseable {

    private static final double TICKS_A_SECOND = 100;

    private final Embedded embedded = new Embedded();
    private final Map<String, String> variables;
    private final Path processFile;
    private int databases;

    Servers(Path directory) {
      processFile = directory.resolve("postgres/postmaster.pid");
      variables =
          embedded.prepare(
              new EmbeddedOptions(
                  Set.of(EmbeddedPart.POSTGRES, EmbeddedPart.S3), directory, Duration.ZERO));
      embedded.start();
    }

    /**
     * The CPU time of PostgreSQL so far, in seconds: of the server, its processes, and those that
     * have ended.
     */
    double cpu() throws IOException {
      long postmaster = Long.parseLong(Files.readAllLines(processFile).get(0));
      long ticks = ticks(postmaster, 11, 15);
      for (ProcessHandle each : ProcessHandle.of(postmaster).orElseThrow().children().toList()) {
        ticks += ticks(each.pid(), 11, 13);
      }
      return ticks / TICKS_A_SECOND;
    }

    /** Sums columns of {@code /proc/<pid>/stat}, counted from the state of the process. */
    private static long ticks(long process, int from, int until) throws IOException {
      String stat = Files.readString(Path.of("/proc/" + process + "/stat"));
      String[] columns = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return Stream.of(columns).skip(from).limit(until - from).mapToLong(Long::parseLong).sum();
    }

    @Override
    public void close() {
      embedded.close();
    }
  }

  private final Servers servers;
  private final Path program;
  private final String database;
  private final Map<String, String> variables;
  private final Path log;
  private final Connection connection;
  private double peakMemory;

  Installation(Servers servers, FeedStub central, Path directory) throws IOException, SQLException {
    this(servers, central, directory, PROGRAM);
  }

  private Installation(Servers servers, FeedStub central, Path directory, Path program)
      throws IOException, SQLException {
    this.servers = servers;
    this.program = program;
    database = "bench_" + ++servers.databases;
    administer("CREATE DATABASE " + database);
    variables = new HashMap<>(servers.variables);
    variables.putAll(
        Map.of(
            "PG_DB",
            database,
            "S3_BASE_FOLDER",
            database,
            "EMBEDDED",
            "false",
            "ODK_BASE_URL",
            central.baseUrl().toString(),
            "ODK_PROJECT_ID",
            SampleCentral.PROJECT_ID,
            "ODK_FORM_ID",
            SampleCentral.FORM_ID,
            "ODATA_USER",
            SampleCentral.EMAIL,
            "ODATA_PASS",
            SampleCentral.PASSWORD));
    log = Files.createDirectories(directory).resolve(database + ".log");
    connection = connect(servers.variables, database);
  }

  /** Another one, whose form's file says that the rows of views are stored. */
  static Installation withStoredViews(Servers servers, FeedStub central, Path directory)
      throws IOException, SQLException {
    Path home = PROGRAM.getParent().getParent();
    Path copy = Files.createTempDirectory(directory, "program");
    Files.createSymbolicLink(copy.resolve("lib"), home.resolve("lib"));
    try (Stream<Path> files =
        Stream.concat(Files.walk(home.resolve("bin")), Files.walk(home.resolve("routes")))) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(home.relativize(file)));
      }
    }
    Path form = copy.resolve("routes/forms/%s.camel.yaml".formatted(SampleCentral.FORM_ID));
    Files.writeString(
        form,
        Files.readString(form)
            .replace("        views:\n", "        stored: true\n        views:\n"));
    return new Installation(
        servers, central, directory, copy.resolve(home.relativize(PROGRAM)).toAbsolutePath());
  }

  private void administer(String sql) throws SQLException {
    try (Connection admin = connect(servers.variables, "postgres");
        Statement statement = admin.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection connect(Map<String, String> server, String database)
      throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://%s:%s/%s"
            .formatted(server.get("PG_HOST"), server.get("PG_PORT"), database),
        server.get("PG_USER"),
        "");
  }

  Connection connection() {
    return connection;
  }

  void set(String variable, String value) {
    variables.put(variable, value);
  }

  /** Runs a command to its end, and expects success. */
  void run(String... command) throws IOException, InterruptedException {
    Process process = start(command);
    while (!process.waitFor(100, TimeUnit.MILLISECONDS)) {
      peakMemory = Math.max(peakMemory, memory(process));
    }
    if (process.exitValue() != 0) {
      throw new IllegalStateException(String.join(" ", command) + " failed, see " + log);
    }
  }

  /** The most memory that a command has had so far, in MB: the resident set of the process. */
  double peakMemory() {
    return peakMemory;
  }

  /** The most memory that the process has had, in MB; 0 if it has ended. */
  private static double memory(Process process) throws IOException {
    Path status = Path.of("/proc/%d/status".formatted(process.pid()));
    try {
      return Files.readAllLines(status).stream()
              .filter(line -> line.startsWith("VmHWM:"))
              .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
              .findFirst()
              .orElse(0)
          / 1024;
    } catch (NoSuchFileException ended) {
      return 0;
    }
  }

  /** Starts a command, with the machine's default options. */
  Process start(String... command) throws IOException {
    List<String> words = new ArrayList<>(List.of(program.toString()));
    words.addAll(List.of(command));
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("JAVA_OPTS", OPTIONS);
    builder.environment().putAll(variables);
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  /** The duration of the last run of a sync type, in seconds. */
  double seconds(String type) throws SQLException {
    return number(
        "SELECT (sync_metadata::jsonb ->> 'duration_ms')::float8 / 1000 FROM odk_sync_history WHERE status = 'success' AND sync_type = '%s' ORDER BY id DESC LIMIT 1"
            .formatted(type));
  }

  double number(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      if (!rows.next()) {
        throw new IllegalStateException("no row: " + query);
      }
      return rows.getDouble(1);
    }
  }

  /** The number of rows of a table. */
  double rows(String table) throws SQLException {
    return number("SELECT count(*) FROM \"%s\"".formatted(table));
  }

  String text(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }

  /** How long a query takes with all its rows. */
  double milliseconds(String query) throws SQLException {
    long start = System.nanoTime();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        rows.getObject(1);
      }
    }
    return (System.nanoTime() - start) / 1e6;
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
    administer("DROP DATABASE %s WITH (FORCE)".formatted(database));
  }
}
