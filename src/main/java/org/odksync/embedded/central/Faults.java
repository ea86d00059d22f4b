package org.odksync.embedded.central;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The faults that wait for their requests. Each request meets at most one: the oldest that matches
 * it.
 */
public final class Faults {

  private final Sessions sessions;
  private final List<Waiting> waiting = new ArrayList<>();
  private int happened;

  Faults(Sessions sessions) {
    this.sessions = sessions;
  }

  /** The next request whose path and query, undecoded, contain a match goes wrong, once. */
  public void next(String regex, Fault fault) {
    next(regex, fault, 1);
  }

  /** As {@link #next(String, Fault)}, for so many requests in turn. */
  public void next(String regex, Fault fault, int times) {
    next(Pattern.compile(regex).asPredicate(), fault, times);
  }

  /** As {@link #next(String, Fault, int)}, with a test on path and query, undecoded. */
  public synchronized void next(Predicate<String> target, Fault fault, int times) {
    waiting.add(new Waiting(target, fault, times));
  }

  /** Every session ends before the request is looked at: it gets 401.2. */
  public Fault sessionLost() {
    return normal ->
        exchange -> {
          sessions.forgetAll();
          normal.handle(exchange);
        };
  }

  /** Every session ends now: the next use of one gets 401.2. */
  public void dropSessions() {
    sessions.forgetAll();
  }

  /** How many requests went wrong so far. */
  public synchronized int happened() {
    return happened;
  }

  /** No fault waits any more. */
  public synchronized void clear() {
    waiting.clear();
  }

  synchronized Optional<Fault> take(String target) {
    for (Iterator<Waiting> each = waiting.iterator(); each.hasNext(); ) {
      Waiting next = each.next();
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

  private static final class Waiting {
    private final Predicate<String> target;
    private final Fault fault;
    private int times;

    Waiting(Predicate<String> target, Fault fault, int times) {
      this.target = target;
      this.fault = fault;
      this.times = times;
    }
  }
}
