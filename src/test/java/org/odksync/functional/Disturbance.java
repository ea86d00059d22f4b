package org.odksync.functional;

import java.util.List;
import java.util.Locale;
import org.odksync.functional.RunPoint.Place;

/** What goes wrong in one run, or happens beside it. */
interface Disturbance {

  /** Called at every moment of the run. */
  void at(RunPoint now, LiveRun run) throws Exception;

  /** Nothing. */
  record None() implements Disturbance {

    @Override
    public void at(RunPoint now, LiveRun run) {}

    @Override
    public String toString() {
      return "undisturbed";
    }
  }

  /**
   * Answers go wrong, from one request of the run on.
   *
   * @param bytes of the body that still come, where it breaks off
   * @param times so many requests in a row
   * @param meanwhile what happens between the first of them and the next request
   */
  record BadAnswers(BadAnswer kind, int bytes, int request, int times, List<Step> meanwhile)
      implements Disturbance {

    @Override
    public void at(RunPoint now, LiveRun run) throws Exception {
      int turn = now.number() - request;
      if (turn == 1 && now.place() == Place.BEFORE_REQUEST) {
        run.interruptedBy(meanwhile);
      }
      if (0 <= turn && turn < times) {
        kind.at(now.place(), bytes, run);
      }
    }

    @Override
    public String toString() {
      return "%s%s from request %d on, %d times%s"
          .formatted(
              kind.name().toLowerCase(Locale.ROOT).replace('_', ' '),
              kind.breaksOff() ? " after %d bytes".formatted(bytes) : "",
              request,
              times,
              meanwhile.isEmpty() ? "" : ", then " + meanwhile);
    }
  }

  /** The process ends: nothing of this run is written any more. */
  record Crash(RunPoint at) implements Disturbance {

    @Override
    public void at(RunPoint now, LiveRun run) {
      if (now.equals(at)) {
        run.crash();
      }
    }

    @Override
    public String toString() {
      return "crash " + at;
    }
  }

  /** Something else happens exactly now: a change at Central, or a whole run beside this one. */
  record Meanwhile(RunPoint at, List<Step> steps) implements Disturbance {

    @Override
    public void at(RunPoint now, LiveRun run) throws Exception {
      if (now.equals(at)) {
        run.interruptedBy(steps);
      }
    }

    @Override
    public String toString() {
      return at + " " + steps;
    }
  }

  /**
   * The run is paused until its lease runs out and another instance takes it.
   *
   * @param works whether the other instance does its whole run before this one goes on
   */
  record TakenOver(RunPoint at, boolean works) implements Disturbance {

    @Override
    public void at(RunPoint now, LiveRun run) throws Exception {
      if (now.equals(at)) {
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
