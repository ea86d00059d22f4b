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

class FeedReaderTest {

  private static final String FEED = "https://c.example.org/v1/projects/1/forms/x.svc/Submissions";
  private static final String DATE = "Sun, 22 Nov 2026 14:56:02 GMT";

  private static final Instant BOUND = Instant.parse("2026-11-22T14:56:02Z");

  private FeedReader walk = walk(cursor(null, null, null));

  @Test
  void chunksHoldAtMostAsManyRecordsAsTheyMay() {
    List<List<ObjectNode>> chunks = read(answer(records(2_500), ""));

    assertThat(chunks).extracting(List::size).containsExactly(1_000, 1_000, 500);
    assertThat(walk.isUnfinished()).isFalse();
    assertThat(walk.summary()).containsEntry("records_read", 2_500L).containsEntry("requests", 1);
  }

  @Test
  void slowWarehouseHasTheRestAskedForAnew() {
    AtomicReference<Instant> now = new AtomicReference<>(BOUND);
    walk = walk(now::get, cursor(null, null, null));
    walk.begin("hash", DATE, "etag");
    String first = Objects.requireNonNull(walk.next());
    Iterator<List<ObjectNode>> chunks = walk.chunks(stream(answer(records(2_500), "")));
    chunks.next();
    now.set(BOUND.plusSeconds(61));
    walk.stored();

    assertThat(chunks.hasNext()).isFalse();
    assertThat(walk.isUnfinished()).isTrue();
    assertThat(walk.next()).isNotEqualTo(first).contains("submissionDate%20le%20");
    read(answer(records(1_501), ""));
    assertThat(walk.isUnfinished()).isFalse();
    assertThat(walk.etag()).isEmpty();
  }

  @Test
  void pagesMustAddUp() {
    read("{\"value\":[%s],\"@odata.nextLink\":\"https://x/?page=2\"}".formatted(records(3)));
    read("{\"value\":[]}");

    assertThat(walk.isPaged()).isTrue();
    assertThat(walk.countAddress()).contains("%24count=true").contains("submissionDate");
    walk.check(Map.of("@odata.count", 3));
    SyncFailure cut =
        catchThrowableOfType(SyncFailure.class, () -> walk.check(Map.of("@odata.count", 4)));
    assertThat(cut.errorClass()).isEqualTo(ErrorClass.NETWORK);
  }

  @Test
  void chunksHoldAboutFourMegabytes() {
    String wide = "x".repeat(1_000_000);
    String records =
        IntStream.range(0, 9)
            .mapToObj(i -> "{\"__id\":\"%d\",\"wide\":\"%s\"}".formatted(i, wide))
            .collect(Collectors.joining(","));

    assertThat(read(answer(records, ""))).hasSizeBetween(2, 3);
  }

  @Test
  void chunkIsGivenWhileTheRestIsStillOnItsWay() {
    AtomicBoolean readTooFar = new AtomicBoolean();
    InputStream unread =
        new FilterInputStream(InputStream.nullInputStream()) {
          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            readTooFar.set(true);
            return super.read(bytes, offset, length);
          }
        };
    String begin = "{\"value\":[" + records(1_200);
    Iterator<List<ObjectNode>> chunks = walk.chunks(new SequenceInputStream(stream(begin), unread));

    assertThat(chunks.next()).hasSize(1_000);
    assertThat(readTooFar).isFalse();
  }

  @Test
  void walkIsNotReadOnWhenAChunkWasNotStored() {
    Iterator<List<ObjectNode>> chunks = walk.chunks(stream(answer(records(2_500), "")));
    chunks.next();
    walk.stored();
    chunks.next();

    assertThatIllegalStateException().isThrownBy(chunks::next);
    assertThat(walk.isUnfinished()).isTrue();
    assertThat(walk.summary()).containsEntry("records_read", 1_000L);
  }

  @Test
  void emptyAnswerIsAFinishedWalk() {
    assertThat(read("{\"value\":[],\"@odata.context\":\"c\"}")).isEmpty();
    assertThat(walk.isUnfinished()).isFalse();
    assertThat(walk.watermark()).isEmpty();
  }

  @Test
  void nextLinkIsFollowedAtOurOwnAddress() {
    read(answer(records(1), ",\"@odata.nextLink\":\"http://elsewhere/y?%24skiptoken=01a%3D\""));

    assertThat(walk.isUnfinished()).isTrue();
    assertThat(walk.next()).isEqualTo(FEED + "?%24skiptoken=01a%3D");
  }

  @Test
  void nextLinkThatRepeatsEndsTheWalk() {
    String again = answer(records(1), ",\"@odata.nextLink\":\"http://c/x?%24skiptoken=1\"");
    read(again);

    assertThat(failure(again).errorClass()).isEqualTo(ErrorClass.NETWORK);
  }

  @Test
  void everyCutIsNoticed() {
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
  void answerThatIsNotOdataIsOfClassData() {
    for (String other : List.of("<html>login</html>", "[]", "{}", "\"x\"", "{\"message\":\"m\"}")) {
      assertThat(failure(other).errorClass()).as(other).isEqualTo(ErrorClass.DATA);
    }
  }

  @Test
  void watermarkIsTheLatestChangeButNotAfterTheWalkBegan() {
    read(
        answer(
            record("1", "2026-11-22T10:00:00.000Z", "null")
                + ","
                + record("2", "2026-11-21T10:00:00.000Z", "\"2026-11-22T14:00:00.123Z\""),
            ""));
    assertThat(walk.watermark()).isEqualTo("2026-11-22T14:00:00.123Z");

    read(answer(record("3", "2026-11-22T15:00:00.000Z", "null"), ""));
    assertThat(walk.watermark()).isEqualTo("2026-11-22T14:56:02Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {DATE, "Sunday, 22-Nov-26 14:56:02 GMT"})
  void dateMayHaveItsOlderForm(String date) {
    walk.begin("hash", date, "etag");

    assertThat(walk.bound()).isEqualTo(BOUND.toString());
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
  void dateThatCannotBeReadCountsAsAbsent(@Nullable String date) {
    RunCounters tally = new RunCounters();
    tally.asked(date);
    assertThat(tally.askedAt()).isEmpty();

    read(date, answer(record("1", "2026-11-22T10:00:00.000Z", "null"), ""));

    assertThat(walk.isUnfinished()).isFalse();
    assertThat(walk.watermark()).isEmpty();
  }

  @Test
  void firstWalkAsksForAllThereIs() {
    assertThat(walk.next()).contains("submissionDate%20ge%201970-01-01T00%3A00%3A00Z");
    assertThat(walk.ifNoneMatch()).isNull();
  }

  @Test
  void nextWalkReachesBackBeforeTheWatermark() {
    walk = walk(cursor("2026-11-22T00:02:03.456789Z", null, null));

    assertThat(walk.next()).contains("updatedAt%20ge%202026-11-21T23%3A57%3A03.456Z");
  }

  @Test
  void brokenWalkGoesOnWhereItWasAndKeepsTheBoundOfItsFirstAttempt() {
    read(
        "{\"value\":["
            + record("1", "2026-11-22T10:00:00.000Z", "null")
            + ","
            + record("2", "2026-11-21T10:00:00.000Z", "null")
            + "]}");
    Map<String, Object> stored = cursor(null, null, null);
    stored.put("walk_bound", walk.bound());
    stored.put("walk_latest", walk.latest());
    stored.put("resume_point", walk.resumePoint());
    stored.put("form_hash", "hash");
    walk = walk(stored);

    assertThat(walk.next()).contains("submissionDate%20le%202026-11-21T10%3A00%3A00Z");
    walk.begin("hash", "Sun, 22 Nov 2026 18:00:00 GMT", "etag");
    read(answer(record("3", "2026-11-20T10:00:00.000Z", "\"2026-11-22T17:00:00.000Z\""), ""));
    assertThat(walk.watermark()).isEqualTo(BOUND.toString());
  }

  @Test
  void etagIsSentWithTheFilterThatItAnsweredAndNoOther() {
    Map<String, Object> stored = cursor("2026-11-22T00:00:00Z", walk.filter(), "W/x");
    assertThat(walk(stored).ifNoneMatch()).isNull();

    stored.put("filter", walk(stored).filter());
    walk = walk(stored);
    assertThat(walk.ifNoneMatch()).isEqualTo("W/x");

    walk.unchanged();
    assertThat(walk.isUnfinished()).isFalse();
    assertThat(walk.summary()).containsExactly(entry("no_change", true));
  }

  @Test
  void whatIsLeftOfABrokenWalkIsReadAlsoWhenItHasNotChanged() {
    Map<String, Object> stored = cursor("2026-11-22T00:00:00Z", null, "W/x");
    stored.put("resume_point", "2026-11-21T10:00:00Z");
    stored.put("filter", walk(stored).filter());

    assertThat(walk(stored).ifNoneMatch()).isNull();
  }

  @Test
  void newVersionOfTheFormIsReadFromTheBeginning() {
    Map<String, Object> stored = cursor("2026-11-22T00:00:00Z", null, null);
    stored.put("form_hash", "old");
    walk = walk(stored);

    walk.begin("new", DATE, "etag");

    assertThat(walk.isCurrent()).isFalse();
    assertThat(walk.next()).contains("ge%201970-01-01T00%3A00%3A00Z");
    assertThat(walk.ifNoneMatch()).isNull();
    walk.begin("new", DATE, "etag");
    assertThat(walk.isCurrent()).isTrue();
  }

  @Test
  void answerThatMayBeOfAnotherVersionOfTheFormIsNotStored() {
    assertThat(walk.isOfUnknownVersion()).isTrue();
    walk.expect("published when the rows were asked for");

    walk.begin("published meanwhile", DATE, "etag");
    assertThat(walk.isCurrent()).isFalse();

    walk.begin("published meanwhile again", DATE, "etag");
    assertThat(walk.isCurrent()).isFalse();

    walk.begin("published meanwhile again", DATE, "etag");
    assertThat(walk.isCurrent()).isTrue();
  }

  @Test
  void decimalsKeepTheirDigits() {
    String records = "{\"__id\":\"1\",\"d\":0.1000000000000000055511151231257827}";

    assertThat(read(answer(records, "")).get(0).get(0).get("d").toString())
        .isEqualTo("0.1000000000000000055511151231257827");
  }

  private static FeedReader walk(Map<String, Object> cursor) {
    return walk(() -> BOUND, cursor);
  }

  private static FeedReader walk(InstantSource clock, Map<String, Object> cursor) {
    return FeedReader.open(central(clock), form(), true, 1_000, new RunCounters(), cursor);
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
    if (walk.isBeginning()) {
      walk.begin("hash", date, "etag");
    }
    List<List<ObjectNode>> chunks = new ArrayList<>();
    walk.chunks(stream(answer))
        .forEachRemaining(
            chunk -> {
              chunks.add(chunk);
              walk.stored();
            });
    return chunks;
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
