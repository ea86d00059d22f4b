package org.odksync.functional;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The API reference page, and its requests, in a browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiReferenceTest {

  private static final String ADMIN = "correct horse battery";
  private static final String VIEWER = "staple staple staple";

  private final Platform platform = new Platform();
  private Chromium chromium;
  private String server;

  ApiReferenceTest() throws IOException, SQLException {
    platform.set("ADMIN_PASSWORD", ADMIN);
    platform.set("VIEWER_PASSWORD", VIEWER);
  }

  @BeforeAll
  void serve() throws IOException, SQLException {
    chromium = Chromium.open();
    PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
    server = platform.serve();
    // the first run holds the lease
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                platform
                        .warehouse()
                        .query(
                            "SELECT to_jsonb(successful_sync_count) FROM odk_sync_status"
                                + " WHERE sync_type = 'history_cleanup'")
                        .get(0)
                        .intValue()
                    > 0);
  }

  @AfterAll
  void close() {
    platform.close();
    if (chromium != null) {
      chromium.close();
    }
  }

  @Test
  void dashboardLinksToAllOperations() throws Exception {
    List<JsonNode> operations =
        new ApiCaller(server)
                .send("GET", "/api/openapi.json", "", ApiCaller.login("viewer", VIEWER))
                .body()
                .get("paths")
                .findParents("operationId")
                .stream()
                .filter(operation -> operation.has("summary"))
                .toList();
    try (DashboardVisit visit = visit("/", "viewer", VIEWER)) {
      Page page = visit.page();
      List<String> requested = new ArrayList<>();
      page.onRequest((Request request) -> requested.add(request.url()));
      page.locator("footer")
          .getByText("API", new Locator.GetByTextOptions().setExact(true))
          .click();

      assertThat(page.locator(".opblock")).hasCount(operations.size());
      for (JsonNode operation : operations) {
        assertThat(page.locator("#reference")).containsText(operation.get("summary").textValue());
      }
      visit.photograph("api-light");
      assertReadable(visit);
      visit.prefer("dark");
      assertThat(page.locator("html")).hasClass("dark-mode");
      visit.photograph("api-dark");
      assertReadable(visit);
      assertThat(requested).allMatch(url -> url.startsWith(server) || url.startsWith("data:"));
      assertThat(visit.overflow()).isZero();
      assertThat(visit.errors()).isEmpty();
    }
  }

  @Test
  void adminStartsARun() throws Exception {
    try (DashboardVisit visit = visit("/api/", "admin", ADMIN)) {
      Locator operation = execute(visit, "/api/sync/{type}", "history_cleanup");

      assertThat(operation.locator(".live-responses-table tbody .response-col_status"))
          .hasText("202");
      visit.photograph("api-run");
      assertReadable(visit);
      String answer =
          operation.locator(".live-responses-table .highlight-code").first().innerText();
      assertThat(answer).contains("\"sync_type\": \"history_cleanup\"");
      assertThat(visit.errors()).isEmpty();
    }
  }

  @Test
  void viewerSeesWhyNoRunStarts() {
    try (DashboardVisit visit = visit("/api/", "viewer", VIEWER)) {
      Locator operation = execute(visit, "/api/sync/{type}", "history_cleanup");

      Locator answer = operation.locator(".live-responses-table");
      assertThat(answer).containsText("403");
      assertThat(answer).containsText("Only the user admin may do this.");
      // the browser logs each error answer
      assertThat(visit.errors()).hasSize(1).allMatch(line -> line.contains("403"));
    }
  }

  /** Checks our colors with axe; the markup is Swagger UI's. */
  private static void assertReadable(DashboardVisit visit) throws IOException {
    assertThat(visit.accessibilityProblems())
        .noneMatch(found -> found.startsWith("color-contrast"));
  }

  private DashboardVisit visit(String path, String user, String password) {
    return DashboardVisit.to(
        chromium, server + path, DashboardVisit.desktop().setHttpCredentials(user, password));
  }

  /** Opens an operation, and sends its request. */
  private Locator execute(DashboardVisit visit, String path, String value) {
    Page page = visit.page();
    Locator operation =
        page.locator(".opblock")
            .filter(
                new Locator.FilterOptions()
                    .setHas(page.locator("[data-path='%s']".formatted(path))));
    operation.locator(".opblock-summary-control").click();
    button(operation, "Try it out").click();
    operation.locator("tr[data-param-in=path] input").fill(value);
    button(operation, "Execute").click();
    return operation;
  }

  private static Locator button(Locator operation, String name) {
    return operation.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name));
  }
}
