package org.odksync.functional;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;

/** A test with a platform of its own. */
abstract class OnPlatform {

  final Platform platform;
  final Warehouse warehouse;

  OnPlatform() throws IOException, SQLException {
    platform = new Platform();
    warehouse = platform.warehouse();
  }

  @AfterEach
  void stop() {
    platform.close();
  }
}
