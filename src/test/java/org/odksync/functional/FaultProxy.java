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
 * A proxy between a client and a server that breaks connections as networks and servers do. Faults
 * can change while connections are open. Without a fault it forwards everything.
 */
final class FaultProxy implements AutoCloseable {

  /** How a connection ends. */
  enum End {
    /** A regular end (FIN). */
    CLOSE,
    /** A reset (RST). */
    RESET,
    /**
     * The connection stays open but never forwards anything again, in either direction, as after a
     * dropped NAT entry or a power failure.
     */
    SILENCE
  }

  /** The side that sends. */
  enum Side {
    CLIENT,
    SERVER
  }

  /** Handles received bytes; zero bytes at the end of a side. */
  private interface Fault {
    void pass(ProxiedConnection link, Side from, byte[] bytes, int count) throws IOException;
  }

  private static final int BUFFER = 8192;

  private final InetSocketAddress server;
  private final InetSocketAddress address;
  private final Set<ProxiedConnection> links = ConcurrentHashMap.newKeySet();
  private final Set<ProxiedConnection> affected = ConcurrentHashMap.newKeySet();
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

  /** How many connections to the server were opened. */
  int opened() {
    return opened.get();
  }

  /** How many connections the last fault has affected. */
  int affected() {
    return affected.size();
  }

  /** Forwards everything from now on, except on silent connections. */
  synchronized void pass() throws IOException {
    fault = ProxiedConnection::forward;
    if (listener.isClosed()) {
      placeholder.close();
      listener = new ServerSocket();
      listener.bind(address);
      listening = listen(listener);
    }
  }

  /** Delays all forwarded bytes. */
  void delay(Duration time) {
    startFault(
        (link, from, bytes, count) -> {
          affected.add(link);
          try {
            Thread.sleep(time.toMillis());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
          }
          link.forward(from, bytes, count);
        });
  }

  /** Ends all connections: open ones at once, new ones at their first byte. */
  void end(End how) {
    endAfter(0, Side.CLIENT, how);
    for (ProxiedConnection link : links) {
      affected.add(link);
      link.end(how);
    }
  }

  /** Ends each connection after this number of further bytes from one side. */
  void endAfter(long bytes, Side side, End how) {
    startFault(new Ending(bytes, side, how));
  }

  /** Ends open connections and refuses new ones, like a stopped server. */
  synchronized void refuse() throws IOException {
    listener.close();
    listening.join();
    // keeps the port reserved, and prevents a client from connecting to itself
    placeholder = new Socket();
    placeholder.setReuseAddress(true);
    placeholder.bind(address);
    end(End.CLOSE);
  }

  /**
   * Answers this number of HTTP requests itself, and closes their connections.
   *
   * @param start the start of a matching request, such as its method; empty for any
   */
  void answer(int times, String start, String status, String contentType, String body) {
    byte[] answer =
        "HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
            .formatted(status, contentType, body.length(), body)
            .getBytes(ISO_8859_1);
    AtomicInteger left = new AtomicInteger(times);
    startFault(
        (link, from, bytes, count) -> {
          boolean isMeant =
              from == Side.CLIENT && new String(bytes, 0, count, ISO_8859_1).startsWith(start);
          if (isMeant && count > 0 && left.getAndDecrement() > 0) {
            affected.add(link);
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

  private void startFault(Fault next) {
    affected.clear();
    fault = next;
  }

  /** Completes when the listener is closed and the port is free. */
  private CompletableFuture<Void> listen(ServerSocket open) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            while (true) {
              Socket client = open.accept();
              threads.execute(() -> connect(client));
            }
          } catch (IOException closed) {
            // the listener is closed
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
      // closed by a side or by a fault
    }
    if (!link.isSilent()) {
      links.remove(link);
      link.close();
    }
  }

  private final class Ending implements Fault {
    private final long limit;
    private final Side side;
    private final End how;
    private final Map<ProxiedConnection, Long> passed = new ConcurrentHashMap<>();

    Ending(long limit, Side side, End how) {
      this.limit = limit;
      this.side = side;
      this.how = how;
    }

    @Override
    public void pass(ProxiedConnection link, Side from, byte[] bytes, int count)
        throws IOException {
      long left = limit - passed.getOrDefault(link, 0L);
      if (left > 0 && from != side) {
        link.forward(from, bytes, count);
        return;
      }
      int forwarded = (int) Math.min(left, count);
      link.forward(from, bytes, forwarded);
      passed.merge(link, (long) forwarded, Long::sum);
      if (forwarded == left) {
        affected.add(link);
        link.end(how);
      }
    }
  }
}
