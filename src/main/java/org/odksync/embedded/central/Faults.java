package org.odksync.embedded.central;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The pending faults. Each request gets at most one: the oldest that matches. */
public final class Faults {

  private final Sessions sessions;
  private final List<Pending> pending = new ArrayList<>();
  private int happened;

  Faults(Sessions sessions) {
    this.sessions = sessions;
  }

  /** Breaks the next request whose undecoded path and query contain a match. */
  public void next(String regex, Fault fault) {
    next(regex, fault, 1);
  }

  /** As {@link #next(String, Fault)}, for this number of requests. */
  public void next(String regex, Fault fault, int times) {
    next(Pattern.compile(regex).asPredicate(), fault, times);
  }

  /** As {@link #next(String, Fault, int)}, with a predicate on the undecoded path and query. */
  public synchronized void next(Predicate<String> target, Fault fault, int times) {
    pending.add(new Pending(target, fault, times));
  }

  /** Ends every session before the request is handled, so that it gets 401.2. */
  public Fault sessionLost() {
    return normal ->
        exchange -> {
          sessions.forgetAll();
          normal.handle(exchange);
        };
  }

  /** Ends every session now: its next use gets 401.2. */
  public void dropSessions() {
    sessions.forgetAll();
  }

  /** How many requests a fault has broken so far. */
  public synchronized int happened() {
    return happened;
  }

  /** Removes all pending faults. */
  public synchronized void clear() {
    pending.clear();
  }

  synchronized Optional<Fault> take(String target) {
    for (Iterator<Pending> each = pending.iterator(); each.hasNext(); ) {
      Pending next = each.next();
      if (next.target.test(target)) {
        next.times--;
        if (next.times <= 0) {
          each.remove();
        }
        happened++;
        return Optional.of(next.fault);
      }
    }
    return Optional.empty();
  }

  private static final class Pending {
    private final Predicate<String> target;
    private final Fault fault;
    private int times;

    Pending(Predicate<String> target, Fault fault, int times) {
      this.target = target;
      this.fault = fault;
      this.times = times;
    }
  }
}
