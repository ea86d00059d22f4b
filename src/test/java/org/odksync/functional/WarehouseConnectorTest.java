package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.jdbc.JdbcEndpoint;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.odksync.config.InvalidSettings;
import org.odksync.run.StatementParameters;

/** The component {@code warehouse:} as routes use it. */
class WarehouseConnectorTest extends OnPlatform {

  WarehouseConnectorTest() throws IOException, SQLException {}

  @ParameterizedTest
  @CsvSource({
    "feed/nothing, the statement sql/feed/nothing.sql does not exist",
    "feed/commit?off=form, off=form"
  })
  void wrongStatementInARouteStopsTheStart(String address, String message, @TempDir Path routes)
      throws IOException {
    Files.writeString(
        routes.resolve("own.camel.yaml"),
        """
        - route:
            id: own
            from:
              uri: direct:own
              steps:
                - to:
                    uri: warehouse:%s
        """
            .formatted(address));
    platform.routes(routes);

    assertThatExceptionOfType(InvalidSettings.class)
        .isThrownBy(platform::service)
        .satisfies(
            wrong ->
                assertThat(wrong.problems())
                    .singleElement(InstanceOfAssertFactories.STRING)
                    .startsWith("route own (%s/own.camel.yaml): ".formatted(routes))
                    .contains(message));
  }

  @Test
  void statementsGoThroughCamelJdbc() throws SQLException {
    platform.run("main_submissions");

    assertThat(platform.service().camel().getEndpoints())
        .anyMatch(endpoint -> endpoint instanceof JdbcEndpoint);
  }

  @Test
  void missingParameterIsNamedBeforeTheStatementRuns() throws SQLException {
    Exchange result =
        platform
            .service()
            .camel()
            .createProducerTemplate()
            .send("warehouse:feed/open", exchange -> {});

    assertThat(result.getException()).hasMessage("feed/open needs form_name");
  }

  @Test
  void bodyProvidesParametersWithoutAVariable() throws SQLException {
    StatementParameters last = () -> Map.of("last", 0L);
    Exchange result =
        platform
            .service()
            .camel()
            .createProducerTemplate()
            .send("warehouse:rejects/open", exchange -> exchange.getMessage().setBody(last));

    assertThat(result.getException()).isNull();
    assertThat(result.getMessage().getBody()).isInstanceOf(List.class);
  }

  @Test
  void variablesOverrideTheBodyAndHeadersStay() throws SQLException {
    Exchange result =
        platform
            .service()
            .camel()
            .createProducerTemplate()
            .send(
                "warehouse:rejects/open",
                exchange -> {
                  exchange.setVariable("last", 0L);
                  exchange.getMessage().setBody(Map.of("last", "no number"));
                  exchange.getMessage().setHeader("mine", "kept");
                });

    assertThat(result.getException()).isNull();
    assertThat(result.getMessage().getBody())
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .hasSize(1);
    assertThat(result.getMessage().getHeaders()).containsEntry("mine", "kept");
  }
}
