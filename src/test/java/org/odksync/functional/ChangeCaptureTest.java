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
 * The first promise of the service, whatever happens at Central and to its runs: after a run that
 * says success the warehouse holds what its feed showed when it began, and in the end the warehouse
 * is what Central holds.
 */
class ChangeCaptureTest {

  private static SequenceRunner scene;

  @BeforeContainer
  static void start() throws Exception {
    scene = new SequenceRunner();
  }

  @AfterContainer
  static void stop() {
    if (scene != null) {
      scene.close();
    }
  }

  @Property(tries = 1_000, generation = GenerationMode.RANDOMIZED, edgeCases = EdgeCasesMode.NONE)
  @AddLifecycleHook(CommandLine.class)
  void warehouseIsWhatCentralHolds(@ForAll("sequences") Sequence sequence) throws Exception {
    scene.reset();
    try {
      scene.play(sequence.steps());
      scene.finish();
    } catch (AssertionError e) {
      throw new AssertionError(
          "%s%nafter:%n  %s".formatted(e.getMessage(), String.join("\n  ", scene.course())), e);
    }
  }

  @Provide
  Arbitrary<Sequence> sequences() {
    return Sequences.all();
  }
}
