package org.odksync.functional;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A local server that relays its clients' connections. */
final class LocalRelay implements AutoCloseable {

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Connection connection;

  /** Handles a client in its own thread; the socket is closed afterwards. */
  interface Connection {
    void serve(Socket client) throws IOException;
  }

  LocalRelay(Connection connection) throws IOException {
    this.connection = connection;
    threads.execute(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Relays in both directions until one side ends. */
  void pass(Socket from, Socket to) {
    threads.execute(() -> copy(to, from));
    copy(from, to);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        threads.execute(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      connection.serve(client);
    } catch (IOException broken) {
      // the client notices
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException broken) {
      // the other direction ends too
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }
}
