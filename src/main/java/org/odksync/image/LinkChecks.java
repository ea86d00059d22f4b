package org.odksync.image;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The forms all of whose links were looked at since this process started: only a start brings other
 * settings, or the database of another service.
 */
public final class LinkChecks {

  private final Set<String> done = ConcurrentHashMap.newKeySet();

  /** Whether the links of a form were not looked at yet. */
  public boolean isDue(String form) {
    return !done.contains(form);
  }

  public void done(String form) {
    done.add(form);
  }
}
