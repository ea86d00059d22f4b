package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.apache.camel.Route;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which route files are loaded, for any name of the folder. */
class RouteFoldersTest extends OnPlatform {

  private static final String OWN =
      """
      - route:
          id: own
          from:
            uri: direct:own
            steps:
              - log:
                  message: own
      """;

  @TempDir private Path home;

  RouteFoldersTest() throws IOException, SQLException {
    super();
  }

  @Test
  void apiAndObservabilityAreLoadedOnlyByAService() throws Exception {
    Path routes = Files.createDirectories(home.resolve("api").resolve("50% of it + ü"));
    EarlierWarehouse.copy(Path.of("routes"), routes);
    Path own = Files.createDirectories(routes.resolve("own").resolve("api"));
    Files.writeString(own.resolve("own.camel.yaml"), OWN);
    platform.routes(routes);

    assertThat(ids())
        .contains("own", "main_submissions")
        .doesNotContain("api.status", "image_links", "watch", "alerts");

    platform.serve();
    assertThat(ids())
        .contains("own", "main_submissions", "api.status", "image_links", "watch")
        .doesNotContain("alerts");

    platform.set("AWS_BUCKET_NAME", null);
    platform.set("ALERT_WEBHOOK_URL", "http://localhost:9/");
    platform.serve();
    assertThat(ids()).contains("api.status", "alerts").doesNotContain("image_links");
  }

  private List<String> ids() throws SQLException {
    return platform.service().camel().getRoutes().stream().map(Route::getRouteId).toList();
  }
}
