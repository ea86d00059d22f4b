package org.odksync.image;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.odksync.form.Form;

/**
 * Remembers the forms whose links this process has checked completely. Once per process is enough:
 * settings and database change only with a restart.
 */
public final class FormsWithCheckedLinks {

  private final Set<String> checked = ConcurrentHashMap.newKeySet();

  /** Whether the links of a form are still unchecked; a form without a schema has no links. */
  public boolean isDue(Form form) {
    return form.isKnown() && !checked.contains(form.getPrefix());
  }

  public void markChecked(Form form) {
    checked.add(form.getPrefix());
  }
}
