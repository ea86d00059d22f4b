package org.odksync.functional;

import java.util.List;
import java.util.Locale;
import org.odksync.functional.RunPoint.Place;

/** A fault in a run, or an event beside it. */
interface Disturbance {

  /** Called at every point of the run. */
  void at(RunPoint point, LiveRun run) throws Exception;

  record None() implements Disturbance {

    @Override
    public void at(RunPoint point, LiveRun run) {}

    @Override
    public String toString() {
      return "undisturbed";
    }
  }

  /**
   * Breaks answers, starting with one request of the run.
   *
   * @param bytes of the body before a truncated answer breaks
   * @param times the number of consecutive requests
   * @param meanwhile steps between the first broken request and the next request
   */
  record BadAnswers(BadAnswer kind, int bytes, int request, int times, List<Step> meanwhile)
      implements Disturbance {

    @Override
    public void at(RunPoint point, LiveRun run) throws Exception {
      int turn = point.number() - request;
      if (turn == 1 && point.place() == Place.BEFORE_REQUEST) {
        run.interruptedBy(meanwhile);
      }
      if (0 <= turn && turn < times) {
        kind.at(point.place(), bytes, run);
      }
    }

    @Override
    public String toString() {
      return "%s%s from request %d on, %d times%s"
          .formatted(
              kind.name().toLowerCase(Locale.ROOT).replace('_', ' '),
              kind.isTruncated() ? " after %d bytes".formatted(bytes) : "",
              request,
              times,
              meanwhile.isEmpty() ? "" : ", then " + meanwhile);
    }
  }

  /** The process ends: the run writes nothing more. */
  record Crash(RunPoint at) implements Disturbance {

    @Override
    public void at(RunPoint point, LiveRun run) {
      if (point.equals(at)) {
        run.crash();
      }
    }

    @Override
    public String toString() {
      return "crash " + at;
    }
  }

  /** Executes steps at this point: a change at Central, or a whole other run. */
  record Meanwhile(RunPoint at, List<Step> steps) implements Disturbance {

    @Override
    public void at(RunPoint point, LiveRun run) throws Exception {
      if (point.equals(at)) {
        run.interruptedBy(steps);
      }
    }

    @Override
    public String toString() {
      return at + " " + steps;
    }
  }

  /**
   * Pauses the run until its lease expires and another instance takes it.
   *
   * @param works whether the other instance completes its run before this one resumes
   */
  record TakenOver(RunPoint at, boolean works) implements Disturbance {

    @Override
    public void at(RunPoint point, LiveRun run) throws Exception {
      if (point.equals(at)) {
        run.loseLease(works);
      }
    }

    @Override
    public String toString() {
      return "paused %s, another instance %s"
          .formatted(at, works ? "takes over and runs" : "takes over");
    }
  }
}
