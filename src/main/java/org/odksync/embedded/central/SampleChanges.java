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

/** Changes the sample data by itself: creates, edits and reviews submissions. */
final class SampleChanges implements AutoCloseable {

  /** Stops creating at this number, so that a forgotten sample stays small. */
  static final int MAX_SUBMISSIONS = 2_000;

  private static final System.Logger LOG = System.getLogger(SampleChanges.class.getName());

  private final Submissions submissions;
  private final Clock clock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(new DaemonThreads("sample-central-changes"));
  private @Nullable ScheduledFuture<?> running;

  SampleChanges(Submissions submissions, Clock clock) {
    this.submissions = submissions;
    this.clock = clock;
  }

  /** Makes a change at each interval; zero means never. */
  void every(Duration interval) {
    if (!interval.isZero() && !interval.isNegative()) {
      long millis = Math.max(1, interval.toMillis());
      running =
          timer.scheduleWithFixedDelay(this::changeSafely, millis, millis, TimeUnit.MILLISECONDS);
    }
  }

  private void changeSafely() {
    try {
      once();
    } catch (RuntimeException e) {
      // An exception would cancel the schedule: a full disk must not stop the changes for good.
      LOG.log(System.Logger.Level.WARNING, "cannot change the sample data", e);
    }
  }

  /** Makes one change. The choice depends only on the number of earlier changes. */
  void once() {
    Random random = Seed.random(submissions.lastEvent());
    List<Submission> rows = submissions.rows();
    List<Submission> present = rows.stream().filter(row -> !row.isDeleted()).toList();
    boolean room = rows.size() < MAX_SUBMISSIONS;
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
        submissions.edit(id, values -> newImage(values, survey));
        submissions.drawMissing(id);
      }
      case 1 -> submissions.edit(id, values -> addPerson(values, survey));
      case 2 -> submissions.edit(id, values -> removePerson(values, random));
      case 3 -> submissions.edit(id, values -> units(values).put("number_of_shops_apts_units", 40));
      default -> submissions.setReviewState(id, random.nextBoolean() ? "approved" : "hasIssues");
    }
  }

  private void newImage(ObjectNode values, Survey survey) {
    units(values).put("building_image", survey.image(clock.instant()));
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
