package org.odksync.functional;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Creates the dashboard screenshot in README.md; CONTRIBUTING.md has the command. It shows the
 * sample Central with a day of history.
 */
class MakeScreenshot {

  private static final Path FILE = Path.of("docs/images/dashboard.png");

  private final Platform platform = new Platform();
  private final Warehouse warehouse = platform.warehouse();
  private final Chromium chromium = Chromium.open();

  MakeScreenshot() throws IOException, SQLException {}

  @AfterEach
  void close() {
    chromium.close();
    platform.close();
  }

  @Test
  void dashboard() throws Exception {
    String server = platform.serve();
    warehouse.awaitSuccessOfAllTypes(Duration.ofMinutes(2));
    warehouse.update("UPDATE odk_attachment SET accepted_at = now() WHERE state <> 'stored'");
    warehouse.update("UPDATE odk_rejected_record SET accepted_at = now()");
    warehouse.update(
        "UPDATE qrtz_simple_triggers SET repeat_interval = 60000 WHERE repeat_interval = 86400000");
    warehouse.update(
        """
        INSERT INTO odk_sync_history
          (id, sync_type, sync_timestamp, status, records_processed, duration_seconds, sync_metadata)
        SELECT -n, (ARRAY['main_submissions', 'person_details', 'unified'])[1 + n % 3],
          now() - n * interval '20 minutes', 'success', 1 + abs(hashtext('records' || n)) % 30, 0,
          jsonb_build_object('duration_ms', 150 + abs(hashtext('time' || n)) % 400)
        FROM generate_series(1, 60) n""");
    NewContextOptions options =
        DashboardVisit.desktop().setViewportSize(1280, 1090).setDeviceScaleFactor(0.7);
    try (DashboardVisit visit = DashboardVisit.of(chromium, server, options)) {
      Page page = visit.page();
      visit.prefer("light");
      assertThat(visit.card("views")).hasAttribute("data-state", "ok");
      assertThat(page.locator("#connection")).hasText("Live");
      assertThat(page.locator("#durations canvas")).isVisible();
      assertThat(page.locator("#thumbnails img")).hasCount(12);
      page.screenshot(new Page.ScreenshotOptions().setPath(FILE));
    }
  }
}
