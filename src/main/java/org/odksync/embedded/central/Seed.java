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
 * The data of the first start: always the same except for the dates, which are in the 60 days
 * before the start. A few values are unusual on purpose; all are valid.
 */
final class Seed {

  static final int SUBMISSIONS = 127;
  static final int PERSONS = 498;

  private static final long SEED = 20260101L;
  private static final Duration SPREAD = Duration.ofDays(60);
  private static final int MAX_PERSONS = 12;

  /** Indexes in the order of arrival. Each oddity has its own submission. */
  private static final List<Integer> WITHOUT_PERSONS = List.of(8, 41, 77, 110);

  private static final List<Integer> WITH_MISSING_FILE = List.of(33, 99);

  /** This submission has the same date as the previous one, to the millisecond. */
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

  /** A generator per event, so that data invented after a restart are new. */
  static Random random(long event) {
    // Close seeds give similar first numbers; the factor spreads them over all bits.
    return new Random((SEED + event) * 0x9E3779B97F4A7C15L);
  }

  /** The instanceID of an event. */
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

  /** One person for each submission that has any; the others are distributed at random. */
  private int[] persons() {
    int[] persons = new int[SUBMISSIONS];
    Arrays.fill(persons, 1);
    WITHOUT_PERSONS.forEach(index -> persons[index] = 0);
    int remaining = PERSONS - Arrays.stream(persons).sum();
    while (remaining > 0) {
      int index = random.nextInt(SUBMISSIONS);
      if (persons[index] > 0 && persons[index] < MAX_PERSONS) {
        persons[index]++;
        remaining--;
      }
    }
    return persons;
  }

  private Submission submission(int index, Instant date, int persons) {
    boolean building = index % 9 != 4;
    boolean plate = index % 2 == 0 && index % 18 != 4;
    ObjectNode answers = new Survey(random).values(date, persons, building, plate);
    UnusualValues.apply(index, answers);
    ObjectNode values = form.complete(answers);
    String id = uuid(index + 1);
    Survey.name(values, id);
    String device = index % 3 == 0 ? null : "collect:" + index % 7;
    SystemColumns system = SystemColumns.created(date, index % 5 == 0 ? "5" : "10", device, form);
    boolean arrived = !WITH_MISSING_FILE.contains(index);
    List<Attachment> files =
        form.files(values).stream()
            .map(name -> arrived ? Attachment.drawn(name) : Attachment.missing(name))
            .toList();
    Submission row = new Submission(index + 1, index + 1, id, values, system, files);
    return reviewed(index, row, date.plus(step.dividedBy(4)).truncatedTo(ChronoUnit.MILLIS));
  }

  private Submission reviewed(int index, Submission row, Instant later) {
    return switch (index % 16) {
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
