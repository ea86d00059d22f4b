package org.odksync.functional;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** TLS before a server of this machine that has none. */
final class TlsBefore implements AutoCloseable {

  /** What a client of PostgreSQL sends before TLS; the answer is a letter. */
  private static final int SSL_REQUEST_BYTES = 8;

  private final ServerSocket server;
  private final SSLContext key;
  private final int port;
  private final boolean ofPostgres;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /**
   * @param port of the server behind it
   * @param ofPostgres whether TLS begins as clients of PostgreSQL do
   */
  TlsBefore(int port, SSLContext key, boolean ofPostgres) throws IOException {
    this.port = port;
    this.key = key;
    this.ofPostgres = ofPostgres;
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  int port() {
    return server.getLocalPort();
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
    try (client;
        Socket target = new Socket(InetAddress.getLoopbackAddress(), port)) {
      if (ofPostgres) {
        client.getInputStream().readNBytes(SSL_REQUEST_BYTES);
        client.getOutputStream().write('S');
      }
      try (SSLSocket safe =
          (SSLSocket)
              key.getSocketFactory().createSocket(client, InputStream.nullInputStream(), true)) {
        threads.execute(() -> copy(target, safe));
        copy(safe, target);
      }
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
