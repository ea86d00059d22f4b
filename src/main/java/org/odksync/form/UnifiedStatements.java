package org.odksync.form;

import java.util.List;

/** The statements of a form that know the columns of its unified table. */
public interface UnifiedStatements extends StatementSource {

  /** The same statements, which also write the rows of these views. */
  StatementSource storing(List<StoredView> views);
}
