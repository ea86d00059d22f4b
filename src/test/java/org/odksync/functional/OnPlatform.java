package org.odksync.functional;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;

/** A test with its own platform. */
abstract class OnPlatform {

  /** The sync types of a whole cycle, in order. */
  static final String[] ALL = {
    "main_submissions", "image_processing", "url_refresh", "person_details", "unified"
  };

  /** A cycle without images and links. */
  static final String[] CYCLE = {"main_submissions", "person_details", "unified"};

  final Platform platform;
  final Warehouse warehouse;

  OnPlatform() throws IOException, SQLException {
    platform = new Platform();
    warehouse = platform.warehouse();
  }

  /** Compares the form's tables with Central's current data. */
  final WarehouseComparison comparison() {
    return new WarehouseComparison(warehouse, platform.central().submissions().list());
  }

  /** One run, without checked exceptions, for threads. */
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
