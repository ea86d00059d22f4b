package org.odksync.run;

import java.util.Map;

/** What a flow does in a run, and how far it is. Its statements have its parameters. */
public interface Work extends StatementParameters {

  /** What the history keeps of it, in {@code sync_metadata}; as far as it has come. */
  Map<String, Object> summary();
}
