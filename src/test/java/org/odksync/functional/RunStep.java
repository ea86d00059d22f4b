package org.odksync.functional;

import java.sql.SQLException;

/** One run of a sync type. */
record RunStep(SyncTypeName type, Disturbance disturbance) implements Step {

  @Override
  public void in(SequenceRunner scene) throws SQLException {
    scene.run(type, disturbance);
  }

  @Override
  public String toString() {
    return "run " + type.id() + ", " + disturbance;
  }
}
