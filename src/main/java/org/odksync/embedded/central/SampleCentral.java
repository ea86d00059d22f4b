package org.odksync.embedded.central;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The sample Central: a server with one project and one form. Its own form starts with 127
 * submissions, any other form with none.
 *
 * <p>Its clock sets the timestamps of the data, the end of sessions, and {@value #CLOCK_HEADER}.
 * The {@code Date} header always shows the machine's time, because the JDK's HTTP server overwrites
 * it. If you pass a clock other than the system's, and {@code Date} must agree with the data, let
 * the client replace {@code Date} by {@value #CLOCK_HEADER}.
 */
public final class SampleCentral implements AutoCloseable {

  /** The login of the sample; it works only on this server. */
  public static final String EMAIL = "sample@odk-sync.invalid";

  public static final String PASSWORD = "sample-central";
  public static final String PROJECT_ID = "1";
  public static final String FORM_ID = "GRARentalDataCollection";

  /**
   * The sample's time at the start of the answer, in the format of {@code Date}, rounded down to a
   * second. Sent only when the clock is not the system's.
   */
  public static final String CLOCK_HEADER = "X-Sample-Date";

  /** More than any client's connections, so that a silent fault never delays other requests. */
  private static final int THREADS = 32;

  private final HttpServer server;
  private final ExecutorService threads;
  private final URI baseUrl;
  private final Submissions submissions;
  private final SampleChanges changes;
  private final Faults faults;
  private final RequestLog requests;
  private volatile CentralRelease release = CentralRelease.V2026_2;

  private SampleCentral(
      HttpServer server, Submissions submissions, SampleChanges changes, Clock clock) {
    this.server = server;
    this.submissions = submissions;
    this.changes = changes;
    this.baseUrl = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    this.threads = Executors.newFixedThreadPool(THREADS, new DaemonThreads("sample-central"));
    this.requests = new RequestLog();
    Sessions sessions = new Sessions(clock);
    this.faults = new Faults(sessions);
    Router router = new Router(baseUrl, submissions, sessions, () -> release, clock);
    server.setExecutor(threads);
    ClockHeader time = new ClockHeader(clock);
    // Twice: a fault may answer without the normal handler, or delay it.
    server.createContext("/", time.on(new FaultyHandler(time.on(router), faults, requests)));
  }

  /**
   * Starts the server, which answers when this method returns. It keeps the process alive until it
   * is closed.
   *
   * @param directory keeps the state over restarts; created with the sample data if it has no state
   * @param port 0 for any free port
   * @param changeEvery how often the sample data change by themselves; zero for never
   * @param clock for every time except the {@code Date} header
   * @throws IOException when the port is taken or the directory cannot be used
   */
  public static SampleCentral start(Path directory, int port, Duration changeEvery, Clock clock)
      throws IOException {
    return start(directory, port, changeEvery, clock, Optional.empty());
  }

  /**
   * As {@link #start(Path, int, Duration, Clock)}, but a directory without state starts with this
   * form. The directory keeps the form, so a later start need not pass it. Only the form of the
   * sample data starts with submissions and changes by itself.
   *
   * @throws IllegalStateException when the directory has the state of another form
   */
  public static SampleCentral start(
      Path directory, int port, Duration changeEvery, Clock clock, SampleForm form)
      throws IOException {
    return start(directory, port, changeEvery, clock, Optional.of(form));
  }

  private static SampleCentral start(
      Path directory, int port, Duration changeEvery, Clock clock, Optional<SampleForm> form)
      throws IOException {
    HttpServer server = listen(port);
    try {
      return serve(server, Submissions.open(directory, form, clock), changeEvery, clock);
    } catch (IOException | RuntimeException e) {
      server.stop(0);
      throw e;
    }
  }

  /**
   * Starts an empty server in memory, on any free port. Its data never change by themselves and are
   * lost on {@link #close}.
   *
   * @param clock as in {@link #start}
   * @throws IOException when no port is free
   */
  public static SampleCentral startEmpty(Clock clock) throws IOException {
    return startEmpty(clock, SampleForm.RENTAL);
  }

  /** As {@link #startEmpty(Clock)}, with another form. */
  public static SampleCentral startEmpty(Clock clock, SampleForm form) throws IOException {
    return serve(listen(0), Submissions.inMemory(form, clock), Duration.ZERO, clock);
  }

  private static HttpServer listen(int port) throws IOException {
    // The server sends header and body in two writes; without nodelay each small answer takes 40
    // ms.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    return HttpServer.create(new InetSocketAddress(loopback, port), 0);
  }

  private static SampleCentral serve(
      HttpServer server, Submissions submissions, Duration changeEvery, Clock clock) {
    SampleChanges changes = new SampleChanges(submissions, clock);
    SampleCentral central = new SampleCentral(server, submissions, changes, clock);
    server.start();
    if (central.form().isRental()) {
      changes.every(changeEvery);
    }
    return central;
  }

  /** Scheme, host and port, without a slash at the end. */
  public URI baseUrl() {
    return baseUrl;
  }

  /** The form, with the fields of its first version. */
  public SampleForm form() {
    return submissions.form().description();
  }

  /** A draft of the form's next version. A published version survives a restart. */
  public Draft draft() {
    return new Draft(submissions);
  }

  /** Makes the server behave as this release from the next request on. */
  public void behaveAs(CentralRelease newRelease) {
    release = newRelease;
  }

  /** The server's data; the next request sees every change. */
  public Submissions submissions() {
    return submissions;
  }

  /** The faults of the next answers. */
  public Faults faults() {
    return faults;
  }

  /** The received requests, in order. */
  public RequestLog requests() {
    return requests;
  }

  @Override
  public void close() {
    changes.close();
    threads.shutdownNow();
    server.stop(0);
  }
}
