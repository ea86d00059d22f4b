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
 * The sample Central: one project, one form, and whatever happens. With its own form it has 127
 * submissions at first; any other form begins with none.
 *
 * <p>Its clock gives every timestamp of the data, the life of sessions, and {@value #CLOCK_HEADER}.
 * A real Central's {@code Date} is of that clock too; here it is always the machine's, because the
 * HTTP server of the JDK overwrites it. Who gives another clock than the system's, and needs the
 * {@code Date} to agree with the data, has its client put {@value #CLOCK_HEADER} in its place.
 */
public final class SampleCentral implements AutoCloseable {

  /** The login of the sample; it opens nothing but this server. */
  public static final String EMAIL = "sample@odk-sync.invalid";

  public static final String PASSWORD = "sample-central";
  public static final String PROJECT_ID = "1";
  public static final String FORM_ID = "GRARentalDataCollection";

  /**
   * What {@code Date} would be by the sample's clock, in the same format: whole seconds, rounded
   * down, at the moment the answer begins. Only sent when the clock is not the system's.
   */
  public static final String CLOCK_HEADER = "X-Sample-Date";

  /** More than any client opens at a time, so that a silent fault never holds up the others. */
  private static final int THREADS = 32;

  private final HttpServer server;
  private final ExecutorService threads;
  private final URI baseUrl;
  private final Submissions submissions;
  private final OwnChanges ownChanges;
  private final Faults faults;
  private final Requests requests;
  private volatile Release release = Release.V2026_2;

  private SampleCentral(
      HttpServer server, Submissions submissions, OwnChanges ownChanges, Clock clock) {
    this.server = server;
    this.submissions = submissions;
    this.ownChanges = ownChanges;
    this.baseUrl = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    this.threads = Executors.newFixedThreadPool(THREADS, new DaemonThreads("sample-central"));
    this.requests = new Requests();
    Sessions sessions = new Sessions(clock);
    this.faults = new Faults(sessions);
    Router router = new Router(baseUrl, submissions, sessions, () -> release, clock);
    server.setExecutor(threads);
    ClockHeader time = new ClockHeader(clock);
    // Twice, because a fault may answer by itself, or let time pass before the normal answer.
    server.createContext("/", time.on(new FaultyHandler(time.on(router), faults, requests)));
  }

  /**
   * Starts the server; when this returns, it answers. It keeps the process alive until it is
   * closed.
   *
   * @param directory keeps the state over restarts; it is created, and filled with the sample data,
   *     when it has none
   * @param port 0 = any free one
   * @param changeEvery how often a submission arrives or is edited by itself; zero = never
   * @param clock gives every time but the {@code Date} header
   * @throws IOException when the port is taken or the directory cannot be used
   */
  public static SampleCentral start(Path directory, int port, Duration changeEvery, Clock clock)
      throws IOException {
    return start(directory, port, changeEvery, clock, Optional.empty());
  }

  /**
   * As {@link #start(Path, int, Duration, Clock)}, but a directory without state begins with this
   * form. The directory remembers the form, so that a later start need not name it. Only the form
   * of the sample data has submissions at first, and changes by itself.
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
   * Starts a server that holds no submission, on any free port: nothing changes by itself, nothing
   * is written to disk, and with {@link #close} everything is gone. It takes a few milliseconds.
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
    // Header and body leave in two writes; without this each small answer waits 40 ms for an ack.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    return HttpServer.create(new InetSocketAddress(loopback, port), 0);
  }

  private static SampleCentral serve(
      HttpServer server, Submissions submissions, Duration changeEvery, Clock clock) {
    OwnChanges ownChanges = new OwnChanges(submissions, clock);
    SampleCentral central = new SampleCentral(server, submissions, ownChanges, clock);
    server.start();
    if (central.form().isRental()) {
      ownChanges.every(changeEvery);
    }
    return central;
  }

  /** Scheme, host and port, without a slash at the end. */
  public URI baseUrl() {
    return baseUrl;
  }

  /** The form that the server serves, as its first version was. */
  public SampleForm form() {
    return submissions.form().description();
  }

  /** A draft of the form's next version. What is published survives a restart. */
  public Draft draft() {
    return new Draft(submissions);
  }

  /** From the next request on, the server answers as a Central of this release. */
  public void behaveAs(Release wanted) {
    release = wanted;
  }

  /** What the server holds; every change is seen by the next request. */
  public Submissions submissions() {
    return submissions;
  }

  /** Makes the next answers go wrong. */
  public Faults faults() {
    return faults;
  }

  /** What was asked, in the order of arrival. */
  public Requests requests() {
    return requests;
  }

  @Override
  public void close() {
    ownChanges.close();
    threads.shutdownNow();
    server.stop(0);
  }
}
