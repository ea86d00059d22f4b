package org.odksync.functional;

import java.sql.SQLException;

/** A step of a sequence: a change at Central, or a run. */
interface Step {

  void in(SequenceRunner runner) throws SQLException;
}
