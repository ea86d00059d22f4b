package org.odksync.run;

import java.util.Map;

/** Provides the parameters of a statement, as the body of a message to {@code warehouse:}. */
public interface StatementParameters {

  /** Values by parameter name; an absent text is empty, not null. */
  Map<String, Object> parameters();
}
