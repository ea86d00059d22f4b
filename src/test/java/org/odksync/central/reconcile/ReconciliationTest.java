package org.odksync.central.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.odksync.central.client.CentralUrls;
import org.odksync.form.Form;
import org.odksync.run.RunOptions;

class ReconciliationTest {

  private static final Instant NOW = Instant.parse("2026-11-22T14:56:02Z");

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"yesterday"})
  void missingDateFallsBackToThisMachinesClock(@Nullable String date) {
    CentralUrls central =
        new CentralUrls(URI.create("https://c.example.org"), Duration.ofMinutes(5), () -> NOW);
    Form form = new Form();
    form.setId("f");
    form.setProject("1");
    Reconciliation reconciliation = new Reconciliation(central, form, RunOptions.NONE);
    reconciliation.begin(Map.of("age_seconds", 60.0));

    reconciliation.divide(date, JsonNodeFactory.instance.objectNode());

    assertThat(reconciliation.parameters())
        .containsEntry("settled", "2026-11-22T14:50:02Z")
        .containsEntry("last_month", "2026-11-01T00:00:00Z");
    assertThat(central.now(date)).isEqualTo(NOW);
  }
}
