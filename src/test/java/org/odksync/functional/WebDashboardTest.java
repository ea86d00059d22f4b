package org.odksync.functional;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.odksync.embedded.central.Fault;

/** The dashboard in a browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebDashboardTest {

  private static final String PASSWORD = "correct horse battery";
  private static final Duration LONG = Duration.ofMinutes(1);

  private final Platform platform = new Platform();
  private final Warehouse warehouse = platform.warehouse();
  private final FaultProxy toDatabase =
      new FaultProxy(Integer.parseInt(platform.variable("PG_PORT")));
  private Chromium chromium;
  private FaultProxy network;
  private String server;

  WebDashboardTest() throws IOException, SQLException {
    platform.set("ADMIN_PASSWORD", PASSWORD);
    platform.set("VIEWER_PASSWORD", "staple staple staple");
    platform.set("PG_HOST", "127.0.0.1");
    platform.set("PG_PORT", String.valueOf(toDatabase.port()));
    platform.property("database.connectMilliseconds", "1000");
    platform.property("events.milliseconds", "200");
  }

  @BeforeAll
  void serve() throws Exception {
    chromium = Chromium.open();
    PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
    String direct = platform.serve();
    network = new FaultProxy(URI.create(direct).getPort());
    server = "http://127.0.0.1:" + network.port();
    warehouse.awaitSuccessOfAllTypes(LONG);
    warehouse.update(
        "INSERT INTO odk_sync_history"
            + " (id, sync_type, sync_timestamp, status, records_processed, duration_seconds)"
            + " SELECT -n, (ARRAY['main_submissions', 'person_details', 'unified'])[1 + n % 3],"
            + " now() - n * interval '12 minutes', CASE WHEN n % 37 = 0 THEN 'error' ELSE 'success' END,"
            + " n * 7919 % 100, 2 + n * 7919 % 7 FROM generate_series(1, 200) n");
  }

  @AfterAll
  void close() throws IOException {
    platform.close();
    toDatabase.close();
    if (network != null) {
      network.close();
    }
    if (chromium != null) {
      chromium.close();
    }
  }

  @AfterEach
  void endFaults() throws IOException {
    platform.central().faults().clear();
    network.pass();
    toDatabase.pass();
  }

  // --- runs

  @Test
  void buttonStartsARunAndShowsItsEnd() throws Exception {
    CompletableFuture<Void> seen = new CompletableFuture<>();
    Fault untilSeen =
        next ->
            exchange -> {
              seen.join();
              next.handle(exchange);
            };
    platform.central().faults().next("svc/Submissions", untilSeen);
    platform.central().submissions().create();
    try (DashboardVisit visit = visit(DashboardVisit.desktop())) {
      Locator card = visit.card("main_submissions");
      assertThat(card).hasAttribute("data-state", "ok");
      visit.button("main_submissions").press("Enter");

      assertThat(card).hasAttribute("data-state", "running");
      assertThat(card).containsText("so far");
      assertThat(visit.button("main_submissions")).isDisabled();
      assertThat(visit.button("main_submissions")).isFocused();
      visit.photograph("running-1280-light");
      seen.complete(null);

      assertThat(card).hasAttribute("data-state", "ok");
      assertThat(message(visit)).containsText("is done");
      assertThat(visit.button("main_submissions")).isEnabled();
      int id = warehouse.lastRun("main_submissions").get("id").intValue();
      assertThat(visit.page().locator("#history-rows")).containsText("#" + id);
      assertThat(visit.errors()).isEmpty();
    } finally {
      seen.complete(null);
    }
  }

  @Test
  void failingTypeShowsItsErrorUntilItSucceeds() {
    platform.central().faults().next("svc/Submissions", Fault.error(403, 403.1, "not yours"), 20);
    try (DashboardVisit visit = visit(DashboardVisit.desktop())) {
      visit.button("main_submissions").click();

      Locator card = visit.card("main_submissions");
      assertThat(card).hasAttribute("data-state", "error");
      assertThat(card.locator(".badge")).hasText("Error");
      assertThat(card.locator(".error-text")).containsText("403");
      assertThat(visit.page().locator("#verdict")).not().hasAttribute("data-state", "ok");
      visit.page().locator("#verdict-summary").click();
      assertThat(visit.page().locator("#reasons")).containsText("the last run failed");
      visit.photograph("failing-1280-light");

      platform.central().faults().clear();
      visit.button("main_submissions").click();
      assertThat(card).hasAttribute("data-state", "ok");
      assertThat(card.locator(".error-text")).isHidden();
      assertThat(visit.errors()).isEmpty();
    }
  }

  @Test
  void newAndLateTypesAreShown() throws Exception {
    warehouse.update(
        "INSERT INTO odk_sync_status (sync_type, last_sync_status, last_sync_timestamp)"
            + " VALUES ('census_of_2027', 'success', now() - interval '5 days')");
    try (DashboardVisit visit = visit(DashboardVisit.desktop())) {
      assertThat(visit.card("census_of_2027")).containsText("Census of 2027");
      assertThat(visit.card("census_of_2027")).containsText("5 days ago");
      assertThat(visit.card("census_of_2027")).hasAttribute("data-state", "ok");

      warehouse.update(
          "UPDATE odk_sync_status SET last_sync_timestamp = now() - interval '5 days'"
              + " WHERE sync_type = 'views'");
      assertThat(visit.card("views").locator(".badge")).hasText("Stale");
    } finally {
      warehouse.update("DELETE FROM odk_sync_status WHERE sync_type = 'census_of_2027'");
      warehouse.update(
          "UPDATE odk_sync_status SET last_sync_timestamp = now() WHERE sync_type = 'views'");
    }
  }

  // --- history

  @Test
  @Tag("soak")
  void outdatedAnswerIsNotShown() throws Exception {
    try (DashboardVisit visit = visit(DashboardVisit.desktop())) {
      Page page = visit.page();
      List<Route> held = new ArrayList<>();
      page.route(
          address -> address.contains("/api/history?") && address.endsWith("status=success"),
          route -> {
            if (!route.request().url().contains("type=")) {
              held.add(route);
            } else {
              route.resume();
            }
          });
      Locator rows = page.locator("#history-rows tr");
      assertThat(rows).hasCount(15);

      page.getByLabel("Outcome").selectOption("success");
      page.locator("#history-type").selectOption("reconcile");
      assertThat(rows).not().hasCount(15);
      int shown = rows.count();
      page.waitForResponse(
          answer -> answer.url().endsWith("status=success"), () -> held.get(0).resume());
      page.evaluate("() => new Promise(then => requestAnimationFrame(then))");

      assertThat(rows).hasCount(shown);
    }
  }

  @Test
  void historyIsFilteredPagedAndExpanded() throws Exception {
    warehouse.update(
        "INSERT INTO odk_sync_history (sync_type, sync_timestamp, status, error_message, sync_metadata)"
            + " SELECT 'url_refresh', now(), 'error', '<b>s3: no ' || n || '</b>', '{\"attempts\": 3}'"
            + " FROM generate_series(1, 17) n");
    try (DashboardVisit visit = visit(DashboardVisit.desktop())) {
      Page page = visit.page();
      Locator rows = page.locator("#history-rows tr");
      assertThat(rows).hasCount(15);

      page.getByLabel("Outcome").selectOption("error");
      page.locator("#history-type").selectOption("url_refresh");
      page.getByText("Older").click();
      assertThat(rows).hasCount(2);
      assertThat(page.getByText("Older")).isDisabled();
      rows.last().getByRole(AriaRole.BUTTON).press("Enter");

      Locator run = page.locator("#run");
      assertThat(run).containsText("<b>s3: no 1</b>");
      assertThat(run).containsText("Attempts");
      run.getByText("Close").click();
      assertThat(rows.last().getByRole(AriaRole.BUTTON)).isFocused();

      page.getByText("Newest").click();
      assertThat(rows).hasCount(15);
      page.locator("#history-type").selectOption("reconcile");
      assertThat(page.locator("#history-empty")).hasText("No matching runs.");
      assertThat(visit.errors()).isEmpty();
    } finally {
      warehouse.update("DELETE FROM odk_sync_history WHERE error_message LIKE '<b>%'");
    }
  }

  @Test
  void timesAreLocalAndUtcIsAvailable() throws Exception {
    try (DashboardVisit visit = visit(DashboardVisit.desktop())) {
      assertThat(visit.page().locator("#zone")).hasText("Asia/Tbilisi");
      Locator began = visit.page().locator("#history-rows time").first();
      String utc = began.getAttribute("datetime");
      assertThat(began.getAttribute("title"))
          .isEqualTo(utc.substring(0, 19).replace('T', ' ') + " UTC");
    }
  }

  // --- charts

  @Test
  @Tag("soak")
  void chartsStayWhenRunsEnd() throws Exception {
    try (DashboardVisit visit = visit(DashboardVisit.desktop())) {
      Page page = visit.page();
      Locator tip = page.locator("#durations .tip");
      page.locator("#durations .u-over").scrollIntoViewIfNeeded();
      point(page, tip);
      page.evaluate("document.querySelector('#durations .tip').dataset.same = 'true'");
      String before = page.locator("#chart-hint").textContent();

      // not with a run: an active run's card is higher, so the chart would move under the mouse
      warehouse.update(
          "INSERT INTO odk_sync_history (sync_type, status, records_processed, duration_seconds)"
              + " VALUES ('views', 'success', 1, 1)");
      warehouse.update(
          "UPDATE odk_sync_status SET successful_sync_count = successful_sync_count + 1"
              + " WHERE sync_type = 'views'");
      assertThat(page.locator("#chart-hint")).not().hasText(before);
      assertThat(tip).hasAttribute("data-same", "true");
      assertThat(visit.errors()).isEmpty();
    }
  }

  @Test
  @Tag("soak")
  void failedFilterIsReported() throws Exception {
    try (DashboardVisit visit = visit(DashboardVisit.desktop())) {
      Page page = visit.page();
      assertThat(page.locator("#chart-hint")).containsText("The last");
      network.refuse();
      page.locator("#chart-type").selectOption("views");
      assertThat(page.locator("#chart-hint"))
          .hasText("The service does not answer. The charts still show the previous selection.");

      network.pass();
      assertThat(page.locator("#chart-hint")).containsText("The last");
    }
  }

  // --- images and rejects

  @Test
  @Tag("soak")
  void imagesOfAStoreWithoutTlsAreShown() {
    try (DashboardVisit visit = visit(DashboardVisit.desktop())) {
      Page page = visit.page();
      Locator images = page.locator("#thumbnails img");
      assertThat(images).hasCount(12);
      page.evaluate("scrollTo(0, document.body.scrollHeight)");
      page.waitForFunction(
          "() => [...document.querySelectorAll('#thumbnails img')].every(it => it.naturalWidth > 0)");
      assertThat(page.locator("#image-counts")).containsText("Stored");
      assertThat(page.locator("#image-counts")).containsText("not an image");
      assertThat(visit.errors()).isEmpty();
    }
  }

  @Test
  @Tag("soak")
  void rejectIsReplayedUntilItIsStored() throws Exception {
    String refused = platform.central().submissions().create();
    warehouse.update(
        "ALTER TABLE \"GRARentalDataCollection\""
            + " ADD CONSTRAINT refusing CHECK (\"UUID\" <> '%s')".formatted(refused));
    try (DashboardVisit visit = visit(DashboardVisit.desktop())) {
      Locator row = visit.page().locator("#reject-rows tr").filter(having(refused));
      visit.button("main_submissions").click();
      assertThat(row).containsText("the whole record");
      assertThat(visit.page().locator("#rejects-open")).containsText("open");
      warehouse.update("ALTER TABLE \"GRARentalDataCollection\" DROP CONSTRAINT refusing");
      assertThat(visit.card("main_submissions")).hasAttribute("data-state", "ok");

      visit.page().locator("#replay").click();
      assertThat(visit.page().locator("#replay-message")).containsText("has started");
      assertThat(row).hasCount(0);
      assertThat(warehouse.table(Warehouse.MAIN)).containsKey(refused);
      assertThat(visit.errors()).isEmpty();
    }
  }

  @Test
  @Tag("soak")
  void replayIsDisabledWithoutOpenRejects() throws Exception {
    warehouse.update(
        "UPDATE odk_rejected_record SET replayed_at = 'epoch' WHERE replayed_at IS NULL");
    try (DashboardVisit visit = visit(DashboardVisit.desktop())) {
      assertThat(visit.page().locator("#rejects-empty")).hasText("No rejects: all values fit.");
      assertThat(visit.page().locator("#reject-rows tr")).hasCount(0);
      assertThat(visit.page().locator("#replay")).isDisabled();
      visit.page().locator("#replay").click(new Locator.ClickOptions().setForce(true));
      assertThat(visit.page().locator("#replay-message")).hasText("Nothing to retry.");
    } finally {
      warehouse.update(
          "UPDATE odk_rejected_record SET replayed_at = NULL WHERE replayed_at = 'epoch'");
    }
  }

  // --- outages

  @Test
  void lastStatusStaysDuringAnOutageAndRecovers() throws Exception {
    try (DashboardVisit visit = visit(DashboardVisit.desktop())) {
      Page page = visit.page();
      assertThat(page.locator("#connection")).hasText("Live");
      assertThat(page.locator("#thumbnails img")).hasCount(12);
      // rejects load last, and make the page higher
      assertThat(page.getByText("Loading the rejects.")).isHidden();
      int height = height(page);
      network.refuse();

      assertThat(page.locator("#lost")).containsText("No connection, last updated");
      assertThat(page.locator("#connection")).hasText("No connection");
      assertThat(visit.card("unified")).isVisible();
      assertThat(height(page)).isEqualTo(height);
      visit.button("views").click();
      assertThat(visit.card("views").locator(".message")).hasText("The service does not answer.");
      page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots/lost.png")));

      network.pass();
      assertThat(page.locator("#lost")).isHidden();
      assertThat(page.locator("#connection")).hasText("Live");
    }
  }

  @Test
  void databaseOutageIsShown() throws Exception {
    try (DashboardVisit visit = visit(DashboardVisit.desktop())) {
      Page page = visit.page();
      assertThat(page.locator("#connection")).hasText("Live");
      toDatabase.refuse();

      assertThat(page.locator("#connection")).hasText("No database");
      assertThat(page.locator("#lost")).containsText("The database does not answer, last updated");
      network.refuse();
      assertThat(page.locator("#connection")).hasText("No connection");
      network.pass();
      assertThat(page.locator("#connection")).hasText("No database");

      toDatabase.pass();
      assertThat(page.locator("#lost")).isHidden();
      assertThat(page.locator("#connection")).hasText("Live");
    }
  }

  @Test
  void viewerSeesEverythingWithoutStartButtons() {
    try (DashboardVisit visit = visit(DashboardVisit.desktop(), "viewer", "staple staple staple")) {
      assertThat(visit.page().locator("#who")).hasText("viewer");
      assertThat(visit.page().locator("#only-looking")).isVisible();
      assertThat(visit.button("views")).isDisabled();
      assertThat(visit.page().locator("#replay")).isDisabled();
      visit.button("views").click(new Locator.ClickOptions().setForce(true));
      assertThat(visit.card("views").locator(".message"))
          .hasText("Only the user admin may start runs.");
      Object answer =
          visit.page().evaluate("fetch('/api/sync/views', {method: 'POST'}).then(a => a.status)");
      assertThat(answer).isEqualTo(403);
    }
  }

  // --- layout

  static Stream<Arguments> pageIsAccessible() {
    return SelectedRows.first(
        2,
        Stream.of(
            arguments(1280, "dark"),
            arguments(360, "light"),
            arguments(1280, "light"),
            arguments(390, "light"),
            arguments(390, "dark")));
  }

  @ParameterizedTest
  @MethodSource
  void pageIsAccessible(int width, String colours) throws Exception {
    NewContextOptions options =
        width > 1000 ? DashboardVisit.desktop() : DashboardVisit.phone(width);
    try (DashboardVisit visit = visit(options)) {
      Page page = visit.page();
      visit.prefer(colours);
      assertThat(page.locator("#thumbnails img")).hasCount(12);
      assertThat(page.locator("#durations canvas")).isVisible();
      assertThat(page.locator("#reject-rows tr").first()).isVisible();
      page.evaluate("scrollTo(0, document.body.scrollHeight)");
      page.waitForFunction(
          "() => [...document.querySelectorAll('#thumbnails img')].every(it => it.naturalWidth > 0)");
      page.evaluate("scrollTo(0, 0)");

      visit.photograph("dashboard-%d-%s".formatted(width, colours));
      assertThat(visit.overflow()).isZero();
      assertThat(visit.errors()).isEmpty();
      assertThat(visit.accessibilityProblems()).isEmpty();

      page.locator("#history-rows button").first().click();
      assertThat(page.locator("#run-detail dl").first()).isVisible();
      visit.photograph("run-%d-%s".formatted(width, colours));
      assertThat(visit.overflow()).isZero();
      assertThat(visit.accessibilityProblems()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {360, 600})
  void sectionsAreReachableOnAPhone(int width) {
    try (DashboardVisit visit = visit(DashboardVisit.phone(width))) {
      Page page = visit.page();
      assertThat(page.locator("#reject-rows tr").first()).isVisible();
      for (String section : List.of("history", "images", "rejects")) {
        page.locator("nav a[href='#" + section + "']").click();
        assertThat(page.locator("#" + section + "-title")).isInViewport();
        double title = page.locator("#" + section + "-title").boundingBox().y;
        BoundingBox top = page.locator(".top").boundingBox();
        assertThat(title).isGreaterThanOrEqualTo(top.y + top.height);
      }
      assertThat(visit.overflow()).isZero();
    }
  }

  @Test
  void keyboardReachesTheContentFirst() {
    try (DashboardVisit visit = visit(DashboardVisit.desktop())) {
      Page page = visit.page();
      assertThat(visit.card("views")).isVisible();
      page.keyboard().press("Tab");
      assertThat(page.getByText("Skip to the content")).isFocused();
      page.keyboard().press("Enter");
      page.keyboard().press("Tab");
      assertThat(page.evaluate("document.activeElement.closest('main') !== null")).isEqualTo(true);
      assertThat(page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
          .isEqualTo("solid");
    }
  }

  // --- files

  @ParameterizedTest
  @CsvSource({
    "/, text/html; charset=utf-8",
    "/api/, text/html; charset=utf-8",
    "/web/app.js, text/javascript; charset=utf-8",
    "/web/app.css, text/css; charset=utf-8",
    "/web/uplot.js, text/javascript; charset=utf-8",
    "/web/swagger-ui.css, text/css; charset=utf-8",
    "/web/favicon.svg, image/svg+xml"
  })
  void filesAreCachedAndRevalidated(String path, String type) throws Exception {
    HttpResponse<String> file = send("GET", path);
    String tag = file.headers().firstValue("ETag").orElseThrow();

    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(file.headers().firstValue("Content-Type")).contains(type);
    assertThat(file.headers().firstValue("Cache-Control")).contains("no-cache");
    assertThat(send("GET", path, "If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(send("GET", path, "If-None-Match", "W/" + tag).body()).isEmpty();
    HttpResponse<String> head = send("HEAD", path);
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValueAsLong("Content-Length").orElse(0)).isPositive();
    HttpResponse<String> post = send("POST", path);
    assertThat(post.statusCode()).isEqualTo(405);
    assertThat(post.headers().firstValue("Allow")).contains("GET, HEAD");
    assertThat(post.headers().firstValue("Content-Type")).contains("application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/web/",
        "/web",
        "/index.html",
        "/web/nothing.js",
        "/web/../application.properties",
        "/web/%2e%2e/application.properties",
        "/web/..%2fapplication.properties",
        "/web/..%5capplication.properties",
        "/web//app.js/",
        "/web/app.js%00",
        "/application.properties",
        "/META-INF/MANIFEST.MF"
      })
  void otherPathsAreNotFiles(String path) throws Exception {
    assertThat(send("GET", path).statusCode()).isIn(400, 404);
  }

  // --- helpers

  private DashboardVisit visit(NewContextOptions options) {
    return visit(options, "admin", PASSWORD);
  }

  private DashboardVisit visit(NewContextOptions options, String user, String password) {
    return DashboardVisit.of(chromium, server, options.setHttpCredentials(user, password));
  }

  private static Locator message(DashboardVisit visit) {
    return visit.page().locator("#said");
  }

  /** Moves the mouse over the chart until it is on a run. */
  private static void point(Page page, Locator tip) {
    BoundingBox chart = page.locator("#durations .u-over").boundingBox();
    for (double y = 0.05; y < 1 && tip.isHidden(); y += 0.05) {
      for (double x = 0.05; x < 1 && tip.isHidden(); x += 0.05) {
        page.mouse().move(chart.x + chart.width * x, chart.y + chart.height * y);
      }
    }
    assertThat(tip).isVisible();
  }

  private static Locator.FilterOptions having(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private static int height(Page page) {
    return (int) page.evaluate("document.documentElement.scrollHeight");
  }

  private HttpResponse<String> send(String method, String path, String... headers)
      throws IOException, InterruptedException {
    String login =
        Base64.getEncoder().encodeToString(("admin:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .header("Authorization", "Basic " + login);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .build()
        .send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
