package org.odksync.run;

import java.util.Map;

/** The work of a run and its progress. It provides parameters for its statements. */
public interface Work extends StatementParameters {

  /** The summary of the work so far, for {@code sync_metadata}. */
  Map<String, Object> summary();
}
