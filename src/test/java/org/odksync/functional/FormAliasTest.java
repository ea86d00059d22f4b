package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.apache.camel.spi.RouteController;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.odksync.run.RunOptions;

/** The sync types of a form with an alias. */
class FormAliasTest extends OnPlatform {

  private static final String ALIAS = "households.";

  @TempDir private Path routes;

  FormAliasTest() throws IOException, SQLException {}

  @Test
  void typesOfTheFormTriggerEachOther() throws Exception {
    EarlierWarehouse.copy(Path.of("routes"), routes);
    FormFile.in(routes).set("alias", "households");
    platform.routes(routes);
    RouteController routing = platform.service().camel().getRouteController();
    routing.startRoute(ALIAS + "unified.due");
    routing.startRoute(ALIAS + "reconcile.due");

    platform.succeed(ALIAS + "main_submissions", ALIAS + "person_details");

    // triggered by changed rows and by the first complete read
    awaitSuccess(ALIAS + "unified");
    awaitSuccess(ALIAS + "reconcile");
    routing.stopRoute(ALIAS + "unified.due");
    routing.stopRoute(ALIAS + "reconcile.due");
    platform.send(ALIAS + "reconcile", RunOptions.comparing(true, false, false));
    assertThat(warehouse.lastRun(ALIAS + "reconcile").at("/sync_metadata/repairs").intValue())
        .isZero();
    platform.succeed(ALIAS + "image_processing", ALIAS + "url_refresh", ALIAS + "unified");
    comparison().check();
    assertThat(
            warehouse.query(
                "SELECT to_jsonb(sync_type) FROM odk_sync_status"
                    + " WHERE sync_type NOT LIKE 'households.%'"))
        .extracting(JsonNode::textValue)
        .containsExactly("history_cleanup");
  }

  private void awaitSuccess(String type) {
    await()
        .untilAsserted(
            () ->
                assertThat(
                        warehouse.query(
                            "SELECT to_jsonb(status) FROM odk_sync_history"
                                + " WHERE sync_type = ? AND status = 'success'",
                            type))
                    .isNotEmpty());
  }
}
