package org.odksync.functional;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a client and a server, on a port of its own, and breaks their connections as
 * networks and servers do. What it does can be changed while connections are open; until then it
 * lets everything through.
 */
final class FaultProxy implements AutoCloseable {

  /** How a connection ends. */
  enum End {
    /** As if the server had nothing more to say. */
    CLOSE,
    /** A reset (RST). */
    RESET,
    /**
     * It stays open, but nothing comes through any more, in either direction and for good: as when
     * something between the two has forgotten it, or one of them has lost its power.
     */
    SILENCE
  }

  /** Whose bytes. */
  enum Side {
    CLIENT,
    SERVER
  }

  /** What becomes of some bytes, none at the end of a side. */
  private interface Fault {
    void pass(ProxiedConnection link, Side from, byte[] bytes, int count) throws IOException;
  }

  private static final int BUFFER = 8192;

  private final InetSocketAddress server;
  private final InetSocketAddress address;
  private final Set<ProxiedConnection> links = ConcurrentHashMap.newKeySet();
  private final Set<ProxiedConnection> struck = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "fault-proxy");
            thread.setDaemon(true);
            return thread;
          });
  private final AtomicInteger opened = new AtomicInteger();
  private ServerSocket listener;
  private CompletableFuture<Void> listening;
  private Socket placeholder = new Socket();
  private volatile Fault fault = ProxiedConnection::forward;

  /**
   * @param port of the server, on loopback
   */
  FaultProxy(int port) throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    server = new InetSocketAddress(loopback, port);
    listener = new ServerSocket(0, 0, loopback);
    address = new InetSocketAddress(loopback, listener.getLocalPort());
    listening = listen(listener);
  }

  int port() {
    return address.getPort();
  }

  /** How many connections to the server there have been. */
  int opened() {
    return opened.get();
  }

  /** How many connections have met the last fault. */
  int struck() {
    return struck.size();
  }

  /** Everything is let through from now on, but for what has fallen silent. */
  synchronized void pass() throws IOException {
    fault = ProxiedConnection::forward;
    if (listener.isClosed()) {
      placeholder.close();
      listener = new ServerSocket();
      listener.bind(address);
      listening = listen(listener);
    }
  }

  /** Whatever is read arrives so much later. */
  void delay(Duration time) {
    begin(
        (link, from, bytes, count) -> {
          struck.add(link);
          try {
            Thread.sleep(time.toMillis());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
          }
          link.forward(from, bytes, count);
        });
  }

  /** All connections end so: those that are open at once, others with their first byte. */
  void end(End how) {
    endAfter(0, Side.CLIENT, how);
    for (ProxiedConnection link : links) {
      struck.add(link);
      link.end(how);
    }
  }

  /** Each connection ends so when so many more bytes of that side have passed. */
  void endAfter(long bytes, Side side, End how) {
    begin(new Ending(bytes, side, how));
  }

  /** Open connections end, and new ones are refused, as by a server that is stopped. */
  synchronized void refuse() throws IOException {
    listener.close();
    listening.join();
    // nobody else is given the port meanwhile, and no client is connected to itself
    placeholder = new Socket();
    placeholder.setReuseAddress(true);
    placeholder.bind(address);
    end(End.CLOSE);
  }

  /**
   * So many requests that begin so are answered so, and their connections closed; for HTTP only.
   *
   * @param begin of a request: its method, or nothing for any
   */
  void answer(int times, String begin, String status, String contentType, String body) {
    byte[] answer =
        "HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
            .formatted(status, contentType, body.length(), body)
            .getBytes(ISO_8859_1);
    AtomicInteger left = new AtomicInteger(times);
    begin(
        (link, from, bytes, count) -> {
          boolean isMeant =
              from == Side.CLIENT && new String(bytes, 0, count, ISO_8859_1).startsWith(begin);
          if (isMeant && count > 0 && left.getAndDecrement() > 0) {
            struck.add(link);
            link.answer(bytes, count, answer);
          } else {
            link.forward(from, bytes, count);
          }
        });
  }

  @Override
  public void close() throws IOException {
    listener.close();
    placeholder.close();
    links.forEach(ProxiedConnection::close);
    threads.shutdownNow();
  }

  private void begin(Fault next) {
    struck.clear();
    fault = next;
  }

  /** Ends when the listener is closed, and has let go of the port. */
  private CompletableFuture<Void> listen(ServerSocket open) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            while (true) {
              Socket client = open.accept();
              threads.execute(() -> connect(client));
            }
          } catch (IOException closed) {
            // it listens no more
          }
        },
        threads);
  }

  private void connect(Socket client) {
    try {
      ProxiedConnection link =
          new ProxiedConnection(client, new Socket(server.getAddress(), server.getPort()));
      opened.incrementAndGet();
      links.add(link);
      threads.execute(() -> pump(link, Side.SERVER));
      pump(link, Side.CLIENT);
    } catch (IOException noServer) {
      ProxiedConnection.close(client);
    }
  }

  private void pump(ProxiedConnection link, Side from) {
    byte[] bytes = new byte[BUFFER];
    try {
      int count;
      do {
        count = link.socket(from).getInputStream().read(bytes);
        fault.pass(link, from, bytes, Math.max(count, 0));
      } while (count >= 0);
    } catch (IOException ended) {
      // by one of the two, or by a fault
    }
    if (!link.isSilent()) {
      links.remove(link);
      link.close();
    }
  }

  private final class Ending implements Fault {
    private final long bytes;
    private final Side side;
    private final End how;
    private final Map<ProxiedConnection, Long> passed = new ConcurrentHashMap<>();

    Ending(long bytes, Side side, End how) {
      this.bytes = bytes;
      this.side = side;
      this.how = how;
    }

    @Override
    public void pass(ProxiedConnection link, Side from, byte[] some, int count) throws IOException {
      long left = bytes - passed.getOrDefault(link, 0L);
      if (left > 0 && from != side) {
        link.forward(from, some, count);
        return;
      }
      int now = (int) Math.min(left, count);
      link.forward(from, some, now);
      passed.merge(link, (long) now, Long::sum);
      if (now == left) {
        struck.add(link);
        link.end(how);
      }
    }
  }
}
