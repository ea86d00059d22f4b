package org.odksync.functional;

import java.sql.SQLException;

/** One run of a sync type. */
record RunStep(SyncTypeName type, Disturbance disturbance) implements Step {

  @Override
  public void in(SequenceRunner runner) throws SQLException {
    runner.run(type, disturbance);
  }

  @Override
  public String toString() {
    return "run " + type.id() + ", " + disturbance;
  }
}
