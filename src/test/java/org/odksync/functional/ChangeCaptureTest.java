package org.odksync.functional;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.odksync.functional.Sequences.Sequence;

/**
 * The first promise of the service, for any changes at Central and any faults of runs: after a
 * successful run the warehouse has everything that its feed showed at the start of the run, and
 * finally the warehouse equals Central.
 */
class ChangeCaptureTest {

  private static SequenceRunner runner;

  @BeforeContainer
  static void start() throws Exception {
    runner = new SequenceRunner();
  }

  @AfterContainer
  static void stop() {
    if (runner != null) {
      runner.close();
    }
  }

  @Property(tries = 1_000, generation = GenerationMode.RANDOMIZED, edgeCases = EdgeCasesMode.NONE)
  @AddLifecycleHook(PropertyOptions.class)
  void warehouseFinallyEqualsCentral(@ForAll("sequences") Sequence sequence) throws Exception {
    runner.reset();
    try {
      runner.play(sequence.steps());
      runner.finish();
    } catch (AssertionError e) {
      throw new AssertionError(
          "%s%nafter:%n  %s".formatted(e.getMessage(), String.join("\n  ", runner.log())), e);
    }
  }

  @Provide
  Arbitrary<Sequence> sequences() {
    return Sequences.all();
  }
}
