package org.odksync.functional;

import java.sql.SQLException;

/** Something that happens in a sequence: a change at Central, or a run. */
interface Step {

  void in(SequenceRunner scene) throws SQLException;
}
