package org.odksync.embedded.central;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * The data of the first start: always the same, but for the dates, which lie in the 60 days before
 * it. A few values are awkward on purpose; all are valid.
 */
final class Seed {

  static final int SUBMISSIONS = 127;
  static final int PERSONS = 498;

  private static final long SEED = 20260101L;
  private static final Duration SPREAD = Duration.ofDays(60);
  private static final int MOST_PERSONS = 12;

  /** Places in the order of arrival, so that each oddity has a submission of its own. */
  private static final List<Integer> WITHOUT_PERSONS = List.of(8, 41, 77, 110);

  private static final List<Integer> MISSING_FILE = List.of(33, 99);

  /** Whoever arrives here has the date of the one before, to the millisecond. */
  private static final int SAME_TIME = 60;

  private final Random random = random(0);
  private final PublishedForm form;
  private final Instant first;
  private final Duration step;

  Seed(PublishedForm form, Instant now) {
    this.form = form;
    Instant end = now.truncatedTo(ChronoUnit.MILLIS);
    this.first = end.minus(SPREAD);
    this.step = SPREAD.dividedBy(SUBMISSIONS + 1);
  }

  /** The random of one event, so that what is invented after a restart is new. */
  static Random random(long event) {
    // Seeds that lie close together begin alike; the factor spreads them over all bits.
    return new Random((SEED + event) * 0x9E3779B97F4A7C15L);
  }

  /** The instanceID that belongs to an event. */
  static String uuid(long event) {
    Random random = random(-event);
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() >>> 2) | 0x8000000000000000L;
    return "uuid:" + new UUID(high, low);
  }

  /** In the order of arrival. */
  List<Submission> submissions() {
    int[] persons = persons();
    List<Submission> rows = new ArrayList<>();
    Instant date = first;
    for (int i = 0; i < SUBMISSIONS; i++) {
      if (i != SAME_TIME) {
        long jitter = random.nextInt((int) step.toMillis() / 2);
        date = first.plus(step.multipliedBy(i)).plusMillis(jitter).truncatedTo(ChronoUnit.MILLIS);
      }
      rows.add(submission(i, date, persons[i]));
    }
    return rows;
  }

  /** One for each submission that has any, and the others thrown in at random. */
  private int[] persons() {
    int[] persons = new int[SUBMISSIONS];
    Arrays.fill(persons, 1);
    WITHOUT_PERSONS.forEach(place -> persons[place] = 0);
    int left = PERSONS - Arrays.stream(persons).sum();
    while (left > 0) {
      int place = random.nextInt(SUBMISSIONS);
      if (persons[place] > 0 && persons[place] < MOST_PERSONS) {
        persons[place]++;
        left--;
      }
    }
    return persons;
  }

  private Submission submission(int place, Instant date, int persons) {
    boolean building = place % 9 != 4;
    boolean plate = place % 2 == 0 && place % 18 != 4;
    ObjectNode given = new Survey(random).values(date, persons, building, plate);
    Oddities.apply(place, given);
    ObjectNode values = form.complete(given);
    String id = uuid(place + 1);
    Survey.name(values, id);
    String device = place % 3 == 0 ? null : "collect:" + place % 7;
    SystemColumns system = SystemColumns.created(date, place % 5 == 0 ? "5" : "10", device, form);
    boolean arrived = !MISSING_FILE.contains(place);
    List<Attachment> files =
        form.files(values).stream()
            .map(name -> arrived ? Attachment.drawn(name) : Attachment.missing(name))
            .toList();
    Submission row = new Submission(place + 1, place + 1, id, values, system, files);
    return reviewed(place, row, date.plus(step.dividedBy(4)).truncatedTo(ChronoUnit.MILLIS));
  }

  private Submission reviewed(int place, Submission row, Instant later) {
    return switch (place % 16) {
      case 3 -> row.with(row.event(), row.system().reviewed("approved", later));
      case 7 -> row.with(row.event(), row.system().reviewed("hasIssues", later));
      case 11 -> row.with(row.event(), row.system().reviewed("rejected", later));
      case 14 -> edited(row, later);
      default -> row;
    };
  }

  private Submission edited(Submission row, Instant later) {
    ObjectNode values = row.values().deepCopy();
    Survey.name(values, uuid(row.number() + 1_000_000));
    return row.edited(row.event(), form, values, later);
  }
}
