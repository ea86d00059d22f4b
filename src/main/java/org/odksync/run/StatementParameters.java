package org.odksync.run;

import java.util.Map;

/** What gives a statement its parameters: sent to {@code warehouse:}, it is the body. */
public interface StatementParameters {

  /** Values by the names of parameters; a text is empty where there is nothing. */
  Map<String, Object> parameters();
}
