package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Chromium of this machine, headless. */
final class Chromium implements AutoCloseable {

  /** Lists the elements in a table cell when everything is loaded. */
  private static final String ELEMENTS =
      """
      () => [...document.querySelectorAll('td *')].map(element =>
        element.parentElement.localName + '/' + element.localName + ' '
          + element.getAttributeNames().map(name => name + '=' + element.getAttribute(name)).join(' ')
          + (element.naturalWidth > 0 ? ' shown' : ''))""";

  private final Playwright playwright;
  private final Browser browser;
  private final Page page;
  private final AtomicBoolean scriptRan = new AtomicBoolean();

  private Chromium(Path program) {
    // otherwise the driver downloads its own browsers
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new LaunchOptions()
                    .setExecutablePath(program)
                    // Chromium's sandbox does not work for root, and all pages are local
                    .setArgs(List.of("--no-sandbox", "--no-proxy-server")));
    page = browser.newPage();
    page.onDialog(
        dialog -> {
          scriptRan.set(true);
          dialog.dismiss();
        });
  }

  /** Without a browser the test is skipped, except in CI, which must have one. */
  static Chromium open() {
    Optional<Path> program = find();
    if (System.getenv("CI") != null) {
      assertThat(program).as("the program chromium").isPresent();
    }
    assumeTrue(program.isPresent(), "there is no chromium on the PATH: apt-get install chromium");
    return new Chromium(program.orElseThrow());
  }

  private static Optional<Path> find() {
    return Pattern.compile(":")
        .splitAsStream(System.getenv("PATH"))
        .flatMap(folder -> Stream.of("chromium", "chromium-browser").map(Path.of(folder)::resolve))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** A new browser profile. */
  BrowserContext visitor(Browser.NewContextOptions options) {
    return browser.newContext(options);
  }

  /** Shows HTML in a cell; gives the resulting elements. Scripts would call alert(). */
  List<String> show(String html) {
    page.setContent("<!DOCTYPE html><table><tr><td>" + html + "</td></tr></table>");
    @SuppressWarnings("unchecked")
    List<String> elements = (List<String>) page.evaluate(ELEMENTS);
    return elements;
  }

  /** Opens a page that sends this login. */
  Page logIn(String user, String password) {
    return browser
        .newContext(
            new Browser.NewContextOptions()
                .setHttpCredentials(user, password)
                .setViewportSize(1600, 1000))
        .newPage();
  }

  /** Whether any shown HTML has run a script. */
  boolean ranScript() {
    return scriptRan.get();
  }

  @Override
  public void close() {
    playwright.close();
  }
}
