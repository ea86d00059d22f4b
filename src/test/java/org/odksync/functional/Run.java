package org.odksync.functional;

import java.sql.SQLException;

/** One run of a sync type. */
record Run(SyncType type, Disturbance disturbance) implements Step {

  @Override
  public void in(Scene scene) throws SQLException {
    scene.run(type, disturbance);
  }

  @Override
  public String toString() {
    return "run " + type.id() + ", " + disturbance;
  }
}
