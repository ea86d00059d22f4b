package org.odksync.functional;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Hawtio in a browser, as admin. */
@EnabledIfSystemProperty(named = "hawtio", matches = "true")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HawtioTest {

  private static final String PASSWORD = "correct horse battery";
  private static final double MILLISECONDS = 60_000;
  private static final String SYNC = "main_submissions";

  /** The entry route of a sync type, and the routes of its flow. */
  private static final List<String> DRAWN =
      List.of(
          SYNC,
          "feed.read",
          "feed.request",
          "feed.store",
          "person_details",
          "repeats",
          "image_processing",
          "images.each",
          "images.fetch",
          "images.store",
          "unified",
          "unified.update");

  private final Platform platform = new Platform();

  /** What the browser blocked because of our headers. */
  private final List<String> refused = new CopyOnWriteArrayList<>();

  private Chromium chromium;
  private String server;
  private Page page;

  HawtioTest() throws IOException, SQLException {
    platform.set("ADMIN_PASSWORD", PASSWORD);
    platform.set("VIEWER_PASSWORD", "staple staple staple");
  }

  @BeforeAll
  void serve() throws IOException, SQLException {
    chromium = Chromium.open();
    server = platform.serve();
    page = chromium.logIn("admin", PASSWORD);
    // allow for a busy machine
    page.setDefaultTimeout(MILLISECONDS);
    setDefaultAssertionTimeout(MILLISECONDS);
    page.onConsoleMessage(
        message -> {
          if (message.text().contains("Content Security Policy")) {
            refused.add(message.text());
          }
        });
  }

  @AfterAll
  void close() {
    if (chromium != null) {
      chromium.close();
    }
    platform.close();
  }

  @Test
  void routesAreListedAndDrawn() {
    page.navigate(server + "/hawtio");
    assertThat(page.getByText("admin", exact()).first()).isVisible();

    for (String route : DRAWN) {
      open(route);
      page.getByText("Route Diagram").click();
      assertThat(page.locator(".react-flow__node").first()).isVisible();
      screenshot("diagram-" + route);
    }
  }

  @Test
  void triggersAreListed() {
    page.navigate(server + "/hawtio/quartz");
    page.getByText("Triggers", exact()).click();
    assertThat(page.locator("tr", new Page.LocatorOptions().setHasText(SYNC)).first())
        .containsText("odk-sync");
    screenshot("triggers");
  }

  @Test
  void routeIsStoppedAndStarted() {
    open("routes");
    Locator row =
        page.locator("tr", new Page.LocatorOptions().setHasText("history_cleanup.schedule"));
    // Hawtio switches to the diagram of all routes by itself, also from another tab. A search by
    // role
    // takes a minute among the twenty thousand elements of that diagram.
    await()
        .pollInSameThread()
        .atMost(Duration.ofMillis((long) MILLISECONDS))
        .pollInterval(Duration.ofSeconds(2))
        .until(
            () -> {
              page.locator("a[href$='/camel/routes']").click();
              return row.isVisible();
            });
    assertThat(row).containsText("Started");

    row.locator("input[type=checkbox]").check();
    button("Stop").click();
    assertThat(row).containsText("Stopped");

    row.locator("input[type=checkbox]").check();
    button("Start").click();
    assertThat(row).containsText("Started");
    screenshot("routes");
  }

  // --- helpers

  /** Opens a node of the tree. */
  private void open(String node) {
    page.navigate(server + "/hawtio/camel");
    page.getByText("Expand all", exact()).click();
    page.getByText(node, exact()).first().click();
  }

  /** Finds a button by its exact name: the tree's buttons contain route names. */
  private Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Page.GetByTextOptions exact() {
    return new Page.GetByTextOptions().setExact(true);
  }

  private void screenshot(String name) {
    assertThat(refused).isEmpty();
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(Path.of("target/screenshots/hawtio-" + name + ".png")));
  }
}
