package org.odksync.functional;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import org.odksync.functional.Disturbance.BadAnswers;
import org.odksync.functional.Disturbance.Crash;
import org.odksync.functional.Disturbance.Meanwhile;
import org.odksync.functional.Disturbance.TakenOver;
import org.odksync.functional.RunPoint.Place;

/** Generates random sequences of changes at Central and runs with or without faults. */
final class Sequences {

  /** More statements than most runs have; a later point is never reached. */
  private static final int MAX_STATEMENTS = 16;

  private static final int MAX_REQUESTS = 5;
  private static final int SUBMISSIONS = 5;

  private Sequences() {}

  /** The steps of a sequence. */
  record Sequence(List<Step> steps) {

    @Override
    public String toString() {
      return steps.stream().map(step -> "\n    " + step).collect(Collectors.joining());
    }
  }

  static Arbitrary<Sequence> all() {
    Arbitrary<List<Step>> steps =
        some(Arbitraries.frequencyOf(Tuple.of(5, change()), Tuple.of(4, run())), 20);
    // a feed can break in the middle only if it has several chunks
    return Combinators.combine(some(insert(), SUBMISSIONS), steps)
        .as((inserts, then) -> Stream.concat(inserts.stream(), then.stream()).toList())
        .map(Sequence::new);
  }

  /**
   * A list of steps whose shrinking can drop any step; jqwik's own shrinking drops only the ends.
   */
  private static Arbitrary<List<Step>> some(Arbitrary<Step> steps, int most) {
    Arbitrary<Boolean> isThere =
        Arbitraries.integers()
            .between(0, 1_000_000)
            .withDistribution(RandomDistribution.uniform())
            .map(chance -> chance > 0);
    return Combinators.combine(isThere, steps)
        .as((present, step) -> present ? Optional.of(step) : Optional.<Step>empty())
        .list()
        .ofMinSize(1)
        .ofMaxSize(most)
        .withSizeDistribution(RandomDistribution.uniform())
        .map(all -> all.stream().flatMap(Optional::stream).toList());
  }

  private static Arbitrary<Step> change() {
    Arbitrary<Integer> which = which();
    return Arbitraries.frequencyOf(
        Tuple.of(8, insert()),
        Tuple.of(8, edit()),
        Tuple.of(5, duration().map(Change.TimePasses::new)),
        Tuple.of(3, Combinators.combine(duration(), persons()).as(Change.LateCommit::new)),
        Tuple.of(3, which.map(Change.Delete::new)),
        Tuple.of(1, which.map(Change.Restore::new)),
        Tuple.of(1, which.map(Change.Purge::new)),
        Tuple.of(1, which.map(Change.Review::new)),
        Tuple.of(1, which.map(Change.ImagesArrive::new)),
        Tuple.of(1, which.map(Change.ImagesReplaced::new)),
        Tuple.of(1, Arbitraries.just(new Change.SubmitterRenamed())),
        Tuple.of(1, Arbitraries.of(Change.FieldAdded.Place.values()).map(Change.FieldAdded::new)),
        Tuple.of(1, Arbitraries.just(new Change.FieldRemoved())));
  }

  private static Arbitrary<Step> insert() {
    return Combinators.combine(
            Arbitraries.of(0, 1), persons(), rarely(), Arbitraries.of(true, false))
        .as(Change.Insert::new);
  }

  private static Arbitrary<Step> edit() {
    return Combinators.combine(which(), Arbitraries.of(Change.Edit.Kind.values()))
        .as(Change.Edit::new);
  }

  private static Arbitrary<Integer> which() {
    return Arbitraries.integers().between(0, SUBMISSIONS - 1);
  }

  private static Arbitrary<Integer> persons() {
    return Arbitraries.integers().between(0, 3);
  }

  /** Up to an hour in seconds: shorter or longer than the overlap. */
  private static Arbitrary<Integer> duration() {
    return Arbitraries.oneOf(Arbitraries.integers().between(1, 299), longDuration());
  }

  private static Arbitrary<Integer> longDuration() {
    return Arbitraries.integers().between(301, 3_600);
  }

  private static Arbitrary<Boolean> rarely() {
    return Arbitraries.frequency(Tuple.of(7, false), Tuple.of(1, true));
  }

  private static Arbitrary<Step> run() {
    return Combinators.combine(type(), disturbance()).as(RunStep::new);
  }

  private static Arbitrary<SyncTypeName> type() {
    return Arbitraries.frequency(
        Tuple.of(8, SyncTypeName.MAIN),
        Tuple.of(5, SyncTypeName.PERSONS),
        Tuple.of(3, SyncTypeName.UNIFIED),
        Tuple.of(1, SyncTypeName.RECONCILE),
        Tuple.of(1, SyncTypeName.IMAGES),
        Tuple.of(1, SyncTypeName.LINKS));
  }

  private static Arbitrary<Disturbance> disturbance() {
    return Arbitraries.frequencyOf(
        Tuple.of(8, Arbitraries.just(new Disturbance.None())),
        Tuple.of(5, badAnswers()),
        Tuple.of(2, statement().map(Crash::new)),
        Tuple.of(
            3,
            Combinators.combine(Arbitraries.oneOf(statement(), request()), meanwhile())
                .as(Meanwhile::new)),
        Tuple.of(
            2, Combinators.combine(statement(), Arbitraries.of(true, false)).as(TakenOver::new)));
  }

  private static Arbitrary<BadAnswers> badAnswers() {
    return Combinators.combine(
            Arbitraries.frequency(
                Tuple.of(6, BadAnswer.CUT),
                Tuple.of(2, BadAnswer.SILENCE),
                Tuple.of(1, BadAnswer.DISCONNECT),
                Tuple.of(1, BadAnswer.ERROR_500),
                Tuple.of(1, BadAnswer.HTML_502),
                Tuple.of(2, BadAnswer.PAGES),
                Tuple.of(1, BadAnswer.CIRCLE)),
            Arbitraries.integers().between(0, 10_000),
            // the feed's request, or an earlier one of the first run, which reads the form
            Arbitraries.frequency(Tuple.of(4, 1), Tuple.of(2, 3), Tuple.of(1, 2)),
            // four in a row exhaust the retries
            Arbitraries.frequency(Tuple.of(2, 1), Tuple.of(1, 2), Tuple.of(1, 4)),
            meanwhile().list().ofMaxSize(1))
        .as(
            (kind, bytes, request, times, steps) ->
                new BadAnswers(
                    kind, bytes, request, times, steps.isEmpty() ? List.of() : steps.get(0)));
  }

  /** Some changes, two edits that no window can both contain, or a run. */
  private static Arbitrary<List<Step>> meanwhile() {
    return Arbitraries.frequencyOf(
        Tuple.of(1, some(change(), 4)),
        Tuple.of(
            2,
            Combinators.combine(edit(), longDuration().map(Change.TimePasses::new), edit())
                .as(List::<Step>of)),
        Tuple.of(
            1, type().map(type -> new RunStep(type, new Disturbance.None())).map(List::<Step>of)));
  }

  private static Arbitrary<RunPoint> statement() {
    return Combinators.combine(
            Arbitraries.of(Place.BEFORE_STATEMENT, Place.AFTER_STATEMENT),
            Arbitraries.integers().between(1, MAX_STATEMENTS))
        .as(RunPoint::new);
  }

  private static Arbitrary<RunPoint> request() {
    return Combinators.combine(
            Arbitraries.of(Place.BEFORE_REQUEST, Place.AFTER_REQUEST),
            Arbitraries.integers().between(1, MAX_REQUESTS))
        .as(RunPoint::new);
  }
}
