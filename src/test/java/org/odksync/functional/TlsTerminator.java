package org.odksync.functional;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** TLS before a server of this machine that has none. */
final class TlsTerminator implements AutoCloseable {

  /** What a client of PostgreSQL sends before TLS; the answer is a letter. */
  private static final int SSL_REQUEST_BYTES = 8;

  private final SSLContext key;
  private final int port;
  private final boolean ofPostgres;
  private final LocalRelay relay;

  /**
   * @param port of the server behind it
   * @param ofPostgres whether TLS begins as clients of PostgreSQL do
   */
  TlsTerminator(int port, SSLContext key, boolean ofPostgres) throws IOException {
    this.port = port;
    this.key = key;
    this.ofPostgres = ofPostgres;
    relay = new LocalRelay(this::serve);
  }

  int port() {
    return relay.port();
  }

  private void serve(Socket client) throws IOException {
    try (Socket target = new Socket(InetAddress.getLoopbackAddress(), port)) {
      if (ofPostgres) {
        client.getInputStream().readNBytes(SSL_REQUEST_BYTES);
        client.getOutputStream().write('S');
      }
      try (SSLSocket safe =
          (SSLSocket)
              key.getSocketFactory().createSocket(client, InputStream.nullInputStream(), true)) {
        relay.pass(safe, target);
      }
    }
  }

  @Override
  public void close() throws IOException {
    relay.close();
  }
}
