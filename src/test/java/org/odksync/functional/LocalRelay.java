package org.odksync.functional;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server of this machine whose clients are connected to others. */
final class LocalRelay implements AutoCloseable {

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Connection connection;

  /** What is done with a client, in a thread of its own; its socket is closed afterwards. */
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

  /** Passes on what both send, until the first of them has ended. */
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
      // its client notices
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException broken) {
      // so is the other direction
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }
}
