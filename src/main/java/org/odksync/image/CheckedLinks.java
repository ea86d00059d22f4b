package org.odksync.image;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.odksync.form.Form;

/**
 * The forms all of whose links were looked at since this process started: only a start brings other
 * settings, or the database of another service.
 */
public final class CheckedLinks {

  private final Set<String> done = ConcurrentHashMap.newKeySet();

  /** Whether the links of a form were not looked at yet; one without a schema has none. */
  public boolean isDue(Form form) {
    return form.isKnown() && !done.contains(form.getPrefix());
  }

  public void done(Form form) {
    done.add(form.getPrefix());
  }
}
