package org.odksync.functional;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An open page of the dashboard or the API, and the errors of its browser. */
final class DashboardVisit implements AutoCloseable {

  /** Reports violations of the content security policy. */
  private static final String REPORT_VIOLATIONS =
      "addEventListener('securitypolicyviolation', e =>"
          + " console.error('policy', e.violatedDirective, e.blockedURI));";

  /** Runs axe, which finds accessibility problems. */
  private static final String ACCESSIBILITY_PROBLEMS =
      """
      async () => (await axe.run()).violations
        .filter(found => ['serious', 'critical'].includes(found.impact))
        .map(found => found.id + ': ' + found.nodes.map(node => node.html + ' ' + node.failureSummary).join('; '))""";

  private final List<String> errors = new ArrayList<>();
  private final BrowserContext context;
  private final Page page;

  private DashboardVisit(BrowserContext context) {
    this.context = context;
    context.addInitScript(REPORT_VIOLATIONS);
    page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (List.of("error", "warning").contains(message.type())) {
            errors.add(message.text());
          }
        });
    page.onPageError(errors::add);
  }

  /**
   * @param server its address
   */
  static DashboardVisit of(Chromium chromium, String server, NewContextOptions options) {
    return to(chromium, server + "/", options);
  }

  /**
   * @param address of any page
   */
  static DashboardVisit to(Chromium chromium, String address, NewContextOptions options) {
    DashboardVisit visit = new DashboardVisit(chromium.visitor(options));
    visit.page.navigate(address);
    return visit;
  }

  static NewContextOptions desktop() {
    return new NewContextOptions().setViewportSize(1280, 900).setTimezoneId("Asia/Tbilisi");
  }

  static NewContextOptions phone(int width) {
    return desktop().setViewportSize(width, 800).setDeviceScaleFactor(2).setHasTouch(true);
  }

  /**
   * Sets the preferred color scheme. Playwright's own enum fails in a Turkish locale.
   *
   * @param colours light or dark
   */
  void prefer(String colours) {
    JsonArray features = new JsonArray();
    Map.of("prefers-color-scheme", colours, "prefers-reduced-motion", "reduce")
        .forEach(
            (name, value) -> {
              JsonObject feature = new JsonObject();
              feature.addProperty("name", name);
              feature.addProperty("value", value);
              features.add(feature);
            });
    JsonObject media = new JsonObject();
    media.add("features", features);
    context.newCDPSession(page).send("Emulation.setEmulatedMedia", media);
  }

  Page page() {
    return page;
  }

  Locator card(String type) {
    return page.locator("[data-type=%s]".formatted(type));
  }

  Locator button(String type) {
    return card(type).getByRole(AriaRole.BUTTON);
  }

  /** Errors and policy violations so far. */
  List<String> errors() {
    return List.copyOf(errors);
  }

  /** By how many pixels the page is wider than the window. */
  int overflow() {
    return (int)
        page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth");
  }

  List<String> accessibilityProblems() throws IOException {
    try (InputStream axe = DashboardVisit.class.getResourceAsStream("/axe.min.js")) {
      page.evaluate(new String(axe.readAllBytes(), StandardCharsets.UTF_8) + "; null");
    }
    @SuppressWarnings("unchecked")
    List<String> found = (List<String>) page.evaluate(ACCESSIBILITY_PROBLEMS);
    return found;
  }

  /** Saves a screenshot for review. */
  void photograph(String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setFullPage(true)
            .setPath(Path.of("target", "screenshots", name + ".png")));
  }

  @Override
  public void close() {
    context.close();
  }
}
