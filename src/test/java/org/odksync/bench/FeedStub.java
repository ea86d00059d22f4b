package org.odksync.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.ZoneOffset.UTC;
import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.odksync.embedded.central.SampleCentral;

/**
 * A Central as fast as a file server: sends feeds that lie ready on the disk. The sample Central
 * answers all other requests.
 */
final class FeedStub implements AutoCloseable {

  private static final byte[] NOTHING = "{\"value\":[]}".getBytes(UTF_8);
  private static final int SLICES_A_SECOND = 50;

  /** A window from before the first record. */
  private static final Pattern WHOLE = Pattern.compile("(0001|1970)-01-01");

  private final Vertx vertx = Vertx.vertx();
  private final SampleCentral central;
  private final HttpClient toCentral = vertx.createHttpClient();
  private final HttpServer server;
  private final AtomicLong feedRequests = new AtomicLong();
  private volatile Feeds feeds = new Feeds(0, Path.of(""), Path.of(""));
  private volatile Changes changes = new Changes(0, NOTHING, NOTHING);
  private volatile boolean slow;

  /** The files that answer requests for everything. */
  private record Feeds(int size, Path main, Path persons) {}

  /** The bodies that answer requests for changes, and their version. */
  private record Changes(int version, byte[] main, byte[] persons) {}

  FeedStub(SampleCentral central) {
    this.central = central;
    this.server =
        vertx
            .createHttpServer()
            .requestHandler(this::answer)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  URI baseUrl() {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  /** The address of a whole feed. */
  String feed(boolean withPersons) {
    return "%s/v1/projects/%s/forms/%s.svc/Submissions%s"
        .formatted(
            baseUrl(),
            SampleCentral.PROJECT_ID,
            SampleCentral.FORM_ID,
            withPersons ? "?%24expand=*" : "");
  }

  /** Sends these files from now on, and no changes. */
  void serve(int size, Path main, Path persons) {
    feeds = new Feeds(size, main, persons);
    change(NOTHING, NOTHING);
  }

  /** Sends this to requests for changes. */
  void change(byte[] main, byte[] persons) {
    changes = new Changes(changes.version() + 1, main, persons);
  }

  /** Whether it sends as slowly as a real Central. */
  void beSlow(boolean isSlow) {
    slow = isSlow;
  }

  /** The number of requests for a feed so far. */
  long feedRequests() {
    return feedRequests.get();
  }

  private void answer(HttpServerRequest request) {
    if (!request.path().endsWith(".svc/Submissions")) {
      forward(request);
      return;
    }
    String query = String.valueOf(request.query());
    if (query.contains("%24count=true")) {
      boolean deleted = query.contains("deletedAt");
      request
          .response()
          .end("{\"value\":[],\"@odata.count\":%d}".formatted(deleted ? 0 : feeds.size()));
      return;
    }
    feedRequests.incrementAndGet();
    request.response().putHeader("Date", RFC_1123_DATE_TIME.format(ZonedDateTime.now(UTC)));
    boolean withPersons = query.contains("%24expand");
    if (query.contains("%24filter") && !WHOLE.matcher(query).find()) {
      sendChanges(request, withPersons);
    } else if (slow) {
      sendSlowly(request.response(), withPersons);
    } else {
      request.response().sendFile((withPersons ? feeds.persons() : feeds.main()).toString());
    }
  }

  private void sendChanges(HttpServerRequest request, boolean withPersons) {
    Changes current = changes;
    String tag = "W/\"%d\"".formatted(current.version());
    HttpServerResponse response = request.response().putHeader("ETag", tag);
    if (tag.equals(request.getHeader("If-None-Match"))) {
      response.setStatusCode(304).end();
    } else {
      response.end(Buffer.buffer(withPersons ? current.persons() : current.main()));
    }
  }

  /** As many submissions a second as a real Central sends. */
  private void sendSlowly(HttpServerResponse response, boolean withPersons) {
    Path file = withPersons ? feeds.persons() : feeds.main();
    int rate = withPersons ? 2_000 : 3_400;
    response.setChunked(true);
    vertx.executeBlocking(
        () -> {
          try (FileChannel channel = FileChannel.open(file)) {
            long bytes = Files.size(file);
            long slice = bytes * rate / feeds.size() / SLICES_A_SECOND + 1;
            long start = System.nanoTime();
            for (long sent = 0, n = 1; sent < bytes; n++) {
              ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(slice, bytes - sent));
              while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
              sent += buffer.capacity();
              response.write(Buffer.buffer(buffer.array()));
              LockSupport.parkNanos(
                  start + n * 1_000_000_000 / SLICES_A_SECOND - System.nanoTime());
            }
            response.end();
          }
          return null;
        },
        false);
  }

  private void forward(HttpServerRequest request) {
    request.pause();
    request
        .body()
        .compose(
            body ->
                toCentral
                    .request(
                        request.method(), central.baseUrl().getPort(), "127.0.0.1", request.uri())
                    .compose(
                        asked -> {
                          request.headers().forEach(asked::putHeader);
                          return asked.send(body);
                        }))
        .onSuccess(
            answer -> {
              request.response().setStatusCode(answer.statusCode());
              request.response().headers().addAll(answer.headers());
              request.response().headers().remove("Transfer-Encoding");
              answer.body().onSuccess(request.response()::end);
            })
        .onFailure(refused -> request.response().setStatusCode(502).end(refused.toString()));
    request.resume();
  }

  @Override
  public void close() throws IOException {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
