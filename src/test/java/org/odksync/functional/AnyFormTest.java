package org.odksync.functional;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import org.odksync.functional.HostileForms.Event;
import org.odksync.functional.HostileForms.HostileForm;

/** For any form id, question names and answers, the warehouse finally equals Central. */
class AnyFormTest {

  @Property(tries = 5, generation = GenerationMode.RANDOMIZED, edgeCases = EdgeCasesMode.NONE)
  @AddLifecycleHook(PropertyOptions.OfForms.class)
  void everyAnswerIsInItsColumnOrRejectedWithAReason(
      @ForAll("forms") HostileForm form, @ForAll("events") List<Event> events) throws Exception {
    try (HostileSurvey survey = new HostileSurvey(form)) {
      for (Event event : events) {
        survey.play(event);
      }
      survey.finish();
    }
  }

  @Provide
  Arbitrary<HostileForm> forms() {
    return HostileForms.forms();
  }

  @Provide
  Arbitrary<List<Event>> events() {
    return HostileForms.events();
  }
}
