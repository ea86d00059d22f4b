package org.odksync.central.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.odksync.central.client.CentralUrls;
import org.odksync.error.ErrorClass;
import org.odksync.error.SyncFailure;
import org.odksync.form.Form;
import org.odksync.warehouse.row.FeedChunk;

class FeedReaderTest {

  private static final String FEED = "https://c.example.org/v1/projects/1/forms/x.svc/Submissions";
  private static final String DATE = "Sun, 22 Nov 2026 14:56:02 GMT";

  private static final Instant BOUND = Instant.parse("2026-11-22T14:56:02Z");

  private FeedReader reader = reader(cursor(null, null, null));

  @Test
  void chunksAreBoundedByRecords() {
    List<List<ObjectNode>> chunks = read(answer(records(2_500), ""));

    assertThat(chunks).extracting(List::size).containsExactly(1_000, 1_000, 500);
    assertThat(reader.hasMore()).isFalse();
    assertThat(reader.summary()).containsEntry("records_read", 2_500L).containsEntry("requests", 1);
  }

  @Test
  void slowStorageRequestsTheRestAgain() {
    AtomicReference<Instant> now = new AtomicReference<>(BOUND);
    reader = reader(now::get, cursor(null, null, null));
    reader.checkVersion("hash", DATE, "etag");
    String first = Objects.requireNonNull(reader.nextUrl());
    Iterator<FeedChunk> chunks = chunks(reader, stream(answer(records(2_500), "")));
    chunks.next();
    now.set(BOUND.plusSeconds(61));
    reader.markStored();

    assertThat(chunks.hasNext()).isFalse();
    assertThat(reader.hasMore()).isTrue();
    assertThat(reader.nextUrl()).isNotEqualTo(first).contains("submissionDate%20le%20");
    read(answer(records(1_501), ""));
    assertThat(reader.hasMore()).isFalse();
    assertThat(reader.etag()).isEmpty();
  }

  @Test
  void missingPageFailsTheRun() {
    read("{\"value\":[%s],\"@odata.nextLink\":\"https://x/?page=2\"}".formatted(records(3)));
    read("{\"value\":[]}");

    assertThat(reader.isPaged()).isTrue();
    assertThat(reader.countUrl()).contains("%24count=true").contains("submissionDate");
    reader.checkCount(Map.of("@odata.count", 3));
    SyncFailure cut =
        catchThrowableOfType(SyncFailure.class, () -> reader.checkCount(Map.of("@odata.count", 4)));
    assertThat(cut.errorClass()).isEqualTo(ErrorClass.NETWORK);
  }

  @Test
  void chunksAreBoundedByBytes() {
    String wide = "x".repeat(1_000_000);
    String records =
        IntStream.range(0, 9)
            .mapToObj(i -> "{\"__id\":\"%d\",\"wide\":\"%s\"}".formatted(i, wide))
            .collect(Collectors.joining(","));

    assertThat(read(answer(records, ""))).hasSizeBetween(5, 9);
  }

  @Test
  void atMostOneChunkIsReadAhead() {
    AtomicBoolean readTooFar = new AtomicBoolean();
    InputStream unread =
        new FilterInputStream(InputStream.nullInputStream()) {
          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            readTooFar.set(true);
            return super.read(bytes, offset, length);
          }
        };
    String begin = "{\"value\":[" + records(2_200);
    Iterator<FeedChunk> chunks = chunks(reader, new SequenceInputStream(stream(begin), unread));

    assertThat(chunks.next().records()).hasSize(1_000);
    assertThat(readTooFar).isFalse();
  }

  @Test
  void readingStopsIfAChunkIsNotStored() {
    Iterator<FeedChunk> chunks = chunks(reader, stream(answer(records(2_500), "")));
    chunks.next();
    reader.markStored();
    chunks.next();

    assertThatIllegalStateException().isThrownBy(chunks::next);
    assertThat(reader.hasMore()).isTrue();
    assertThat(reader.summary()).containsEntry("records_read", 1_000L);
  }

  @Test
  void emptyAnswerCompletesThePass() {
    assertThat(read("{\"value\":[],\"@odata.context\":\"c\"}")).isEmpty();
    assertThat(reader.hasMore()).isFalse();
    assertThat(reader.watermark()).isEmpty();
  }

  @Test
  void nextLinkIsFollowedAtTheConfiguredAddress() {
    read(
        answer(
            records(1), ",\"@odata.nextLink\":\"http://other.example.org/y?%24skiptoken=01a%3D\""));

    assertThat(reader.hasMore()).isTrue();
    assertThat(reader.nextUrl()).isEqualTo(FEED + "?%24skiptoken=01a%3D");
  }

  @Test
  void repeatedNextLinkFailsTheRun() {
    String page = answer(records(1), ",\"@odata.nextLink\":\"http://c/x?%24skiptoken=1\"");
    read(page);

    assertThat(failure(page).errorClass()).isEqualTo(ErrorClass.NETWORK);
  }

  @Test
  void cutAnswerIsDetectedAtEveryByte() {
    String whole = answer(records(3), ",\"@odata.context\":\"c\"");
    for (int end = 1; end < whole.length(); end++) {
      SyncFailure failure = failure(whole.substring(0, end));

      assertThat(failure.errorClass())
          .as("cut at %d", end)
          .isIn(ErrorClass.NETWORK, ErrorClass.DATA);
    }
    assertThat(failure(whole.substring(0, whole.length() - 1)).errorClass())
        .isEqualTo(ErrorClass.NETWORK);
  }

  @Test
  void answerThatIsNotODataIsADataError() {
    for (String other : List.of("<html>login</html>", "[]", "{}", "\"x\"", "{\"message\":\"m\"}")) {
      assertThat(failure(other).errorClass()).as(other).isEqualTo(ErrorClass.DATA);
    }
  }

  @Test
  void watermarkIsTheLatestChangeButNotAfterThePassBegan() {
    read(
        answer(
            record("1", "2026-11-22T10:00:00.000Z", "null")
                + ","
                + record("2", "2026-11-21T10:00:00.000Z", "\"2026-11-22T14:00:00.123Z\""),
            ""));
    assertThat(reader.watermark()).isEqualTo("2026-11-22T14:00:00.123Z");

    read(answer(record("3", "2026-11-22T15:00:00.000Z", "null"), ""));
    assertThat(reader.watermark()).isEqualTo("2026-11-22T14:56:02Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {DATE, "Sunday, 22-Nov-26 14:56:02 GMT"})
  void dateMayHaveTheOlderFormat(String date) {
    reader.checkVersion("hash", date, "etag");

    assertThat(reader.bound()).isEqualTo(BOUND.toString());
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "Sun Nov 22 14:56:02 2026",
        "2026-11-22T14:56:02Z",
        "Mon, 99 Nov 2026 14:56:02 GMT"
      })
  void unreadableDateIsIgnored(@Nullable String date) {
    RunCounters counters = new RunCounters();
    counters.setFirstAnswer(date);
    assertThat(counters.firstAnswerAt()).isEmpty();

    read(date, answer(record("1", "2026-11-22T10:00:00.000Z", "null"), ""));

    assertThat(reader.hasMore()).isFalse();
    assertThat(reader.watermark()).isEmpty();
  }

  @Test
  void firstPassReadsEverything() {
    assertThat(reader.nextUrl()).contains("submissionDate%20ge%201970-01-01T00%3A00%3A00Z");
    assertThat(reader.ifNoneMatch()).isNull();
  }

  @Test
  void nextPassStartsBeforeTheWatermark() {
    reader = reader(cursor("2026-11-22T00:02:03.456789Z", null, null));

    assertThat(reader.nextUrl()).contains("updatedAt%20ge%202026-11-21T23%3A57%3A03.456Z");
  }

  @Test
  void resumedPassContinuesAndKeepsTheFirstBound() {
    read(
        "{\"value\":["
            + record("1", "2026-11-22T10:00:00.000Z", "null")
            + ","
            + record("2", "2026-11-21T10:00:00.000Z", "null")
            + "]}");
    Map<String, Object> stored = cursor(null, null, null);
    stored.put("walk_bound", reader.bound());
    stored.put("walk_latest", reader.latest());
    stored.put("resume_point", reader.resumePoint());
    stored.put("form_hash", "hash");
    reader = reader(stored);

    assertThat(reader.nextUrl()).contains("submissionDate%20le%202026-11-21T10%3A00%3A00Z");
    reader.checkVersion("hash", "Sun, 22 Nov 2026 18:00:00 GMT", "etag");
    read(answer(record("3", "2026-11-20T10:00:00.000Z", "\"2026-11-22T17:00:00.000Z\""), ""));
    assertThat(reader.watermark()).isEqualTo(BOUND.toString());
  }

  @Test
  void etagIsSentOnlyWithItsOwnFilter() {
    Map<String, Object> stored = cursor("2026-11-22T00:00:00Z", reader.filter(), "W/x");
    assertThat(reader(stored).ifNoneMatch()).isNull();

    stored.put("filter", reader(stored).filter());
    reader = reader(stored);
    assertThat(reader.ifNoneMatch()).isEqualTo("W/x");

    reader.markUnchanged();
    assertThat(reader.hasMore()).isFalse();
    assertThat(reader.summary()).containsExactly(entry("no_change", true));
  }

  @Test
  void resumedPassSendsNoEtag() {
    Map<String, Object> stored = cursor("2026-11-22T00:00:00Z", null, "W/x");
    stored.put("resume_point", "2026-11-21T10:00:00Z");
    stored.put("filter", reader(stored).filter());

    assertThat(reader(stored).ifNoneMatch()).isNull();
  }

  @Test
  void newFormVersionIsReadFromTheBeginning() {
    Map<String, Object> stored = cursor("2026-11-22T00:00:00Z", null, null);
    stored.put("form_hash", "old");
    reader = reader(stored);

    reader.checkVersion("new", DATE, "etag");

    assertThat(reader.isCurrent()).isFalse();
    assertThat(reader.nextUrl()).contains("ge%201970-01-01T00%3A00%3A00Z");
    assertThat(reader.ifNoneMatch()).isNull();
    reader.checkVersion("new", DATE, "etag");
    assertThat(reader.isCurrent()).isTrue();
  }

  @Test
  void answerOfAnotherFormVersionIsNotUsed() {
    assertThat(reader.hasNoVersion()).isTrue();
    reader.expectVersion("published when the rows were requested");

    reader.checkVersion("published in the meantime", DATE, "etag");
    assertThat(reader.isCurrent()).isFalse();

    reader.checkVersion("published again in the meantime", DATE, "etag");
    assertThat(reader.isCurrent()).isFalse();

    reader.checkVersion("published again in the meantime", DATE, "etag");
    assertThat(reader.isCurrent()).isTrue();
  }

  @Test
  void decimalsKeepTheirDigits() {
    String records = "{\"__id\":\"1\",\"d\":0.1000000000000000055511151231257827}";

    assertThat(read(answer(records, "")).get(0).get(0).get("d").toString())
        .isEqualTo("0.1000000000000000055511151231257827");
  }

  private static FeedReader reader(Map<String, Object> cursor) {
    return reader(() -> BOUND, cursor);
  }

  private static FeedReader reader(InstantSource clock, Map<String, Object> cursor) {
    return FeedReader.open(
        central(clock),
        form(),
        true,
        new RecordStreams(1_000, ZoneOffset.UTC, Runnable::run),
        new RunCounters(),
        cursor);
  }

  private static Form form() {
    Form form = new Form();
    form.setId("x");
    form.setProject("1");
    return form;
  }

  private static CentralUrls central(InstantSource clock) {
    return new CentralUrls(URI.create("https://c.example.org"), Duration.ofMinutes(5), clock);
  }

  private static Map<String, Object> cursor(
      @Nullable String watermark, @Nullable String filter, @Nullable String etag) {
    Map<String, Object> row = new HashMap<>();
    row.put("source", "https://c.example.org/v1/projects/1/forms/x");
    row.put("watermark", watermark);
    row.put("filter", filter);
    row.put("etag", etag);
    return row;
  }

  private List<List<ObjectNode>> read(String answer) {
    return read(DATE, answer);
  }

  private List<List<ObjectNode>> read(@Nullable String date, String answer) {
    if (reader.needsVersionCheck()) {
      reader.checkVersion("hash", date, "etag");
    }
    List<List<ObjectNode>> chunks = new ArrayList<>();
    chunks(reader, stream(answer))
        .forEachRemaining(
            chunk -> {
              chunks.add(chunk.records());
              reader.markStored();
            });
    return chunks;
  }

  /** The chunks of an answer, without rows. */
  private static Iterator<FeedChunk> chunks(FeedReader reader, InputStream answer) {
    return reader.chunks(answer, records -> new FeedChunk(records, List.of()));
  }

  private SyncFailure failure(String answer) {
    return catchThrowableOfType(SyncFailure.class, () -> read(answer));
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  private static String answer(String records, String rest) {
    return "{\"value\":[" + records + "]" + rest + "}";
  }

  private static String records(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> record(String.valueOf(i), "2026-11-22T10:00:00.000Z", "null"))
        .collect(Collectors.joining(","));
  }

  private static String record(String id, String submitted, String updated) {
    return "{\"__id\":\"%s\",\"__system\":{\"submissionDate\":\"%s\",\"updatedAt\":%s}}"
        .formatted(id, submitted, updated);
  }
}
