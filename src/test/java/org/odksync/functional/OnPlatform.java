package org.odksync.functional;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;

/** A test with a platform of its own. */
abstract class OnPlatform {

  /** A whole cycle, in order. */
  static final String[] ALL = {
    "main_submissions", "image_processing", "url_refresh", "person_details", "unified"
  };

  /** A cycle of the form's tables alone, without pictures and links. */
  static final String[] CYCLE = {"main_submissions", "person_details", "unified"};

  final Platform platform;
  final Warehouse warehouse;

  OnPlatform() throws IOException, SQLException {
    platform = new Platform();
    warehouse = platform.warehouse();
  }

  /** The form's tables against what Central holds now. */
  final WarehouseComparison comparison() {
    return new WarehouseComparison(warehouse, platform.central().submissions().list());
  }

  /** One run, for threads of a test. */
  final void run(String type) {
    try {
      platform.run(type);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterEach
  void stop() {
    platform.close();
  }
}
