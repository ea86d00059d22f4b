package org.odksync.embedded.central;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The life of the sample: submissions arrive, and some are edited or reviewed. */
final class OwnChanges implements AutoCloseable {

  /** From here on nothing arrives any more, so that a forgotten sample stays small. */
  static final int MOST_SUBMISSIONS = 2_000;

  private static final System.Logger LOG = System.getLogger(OwnChanges.class.getName());

  private final Submissions submissions;
  private final Clock clock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(new DaemonThreads("sample-central-changes"));
  private @Nullable ScheduledFuture<?> running;

  OwnChanges(Submissions submissions, Clock clock) {
    this.submissions = submissions;
    this.clock = clock;
  }

  /** Zero = never. */
  void every(Duration interval) {
    if (!interval.isZero() && !interval.isNegative()) {
      long millis = Math.max(1, interval.toMillis());
      running = timer.scheduleWithFixedDelay(this::guarded, millis, millis, TimeUnit.MILLISECONDS);
    }
  }

  private void guarded() {
    try {
      once();
    } catch (RuntimeException e) {
      // Thrown on, it would end the schedule: a full disk today must not end the changes for good.
      LOG.log(System.Logger.Level.WARNING, "the sample data could not change", e);
    }
  }

  /** One change; which one depends only on how many there were. */
  void once() {
    Random random = Seed.random(submissions.lastEvent());
    List<Submission> rows = submissions.rows();
    List<Submission> present = rows.stream().filter(row -> !row.isDeleted()).toList();
    boolean room = rows.size() < MOST_SUBMISSIONS;
    if (present.isEmpty() || (room && random.nextBoolean())) {
      submissions.create();
    } else {
      edit(present.get(random.nextInt(present.size())).id(), random);
    }
  }

  private void edit(String id, Random random) {
    Survey survey = new Survey(random);
    switch (random.nextInt(5)) {
      case 0 -> {
        submissions.edit(id, values -> newPicture(values, survey));
        submissions.drawMissing(id);
      }
      case 1 -> submissions.edit(id, values -> addPerson(values, survey));
      case 2 -> submissions.edit(id, values -> removePerson(values, random));
      case 3 -> submissions.edit(id, values -> units(values).put("number_of_shops_apts_units", 40));
      default -> submissions.setReviewState(id, random.nextBoolean() ? "approved" : "hasIssues");
    }
  }

  private void newPicture(ObjectNode values, Survey survey) {
    units(values).put("building_image", survey.picture(clock.instant()));
  }

  private static ObjectNode units(ObjectNode values) {
    return values.withObjectProperty("property_description");
  }

  private static void addPerson(ObjectNode values, Survey survey) {
    values.withArrayProperty(Survey.PERSONS).add(survey.person());
    Survey.count(values);
  }

  private static void removePerson(ObjectNode values, Random random) {
    ArrayNode persons = values.withArrayProperty(Survey.PERSONS);
    if (!persons.isEmpty()) {
      persons.remove(random.nextInt(persons.size()));
      Survey.count(values);
    }
  }

  @Override
  public void close() {
    if (running != null) {
      running.cancel(false);
    }
    timer.shutdownNow();
  }
}
