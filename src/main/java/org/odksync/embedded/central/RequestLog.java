package org.odksync.embedded.central;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/** The last requests. Bounded, because a sample may run for months. */
public final class RequestLog {

  private static final int MAX_REQUESTS = 10_000;

  private final Deque<ReceivedRequest> last = new ArrayDeque<>();

  synchronized void add(ReceivedRequest request) {
    if (last.size() == MAX_REQUESTS) {
      last.removeFirst();
    }
    last.addLast(request);
  }

  /** All kept requests in the order of arrival. */
  public synchronized List<ReceivedRequest> list() {
    return List.copyOf(last);
  }

  /** The requests whose undecoded path and query contain a match. */
  public List<ReceivedRequest> matching(String regex) {
    Pattern pattern = Pattern.compile(regex);
    return list().stream().filter(request -> pattern.matcher(request.target()).find()).toList();
  }

  public synchronized void clear() {
    last.clear();
  }
}
