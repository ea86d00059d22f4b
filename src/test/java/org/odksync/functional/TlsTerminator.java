package org.odksync.functional;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Adds TLS in front of a local server. */
final class TlsTerminator implements AutoCloseable {

  /** A PostgreSQL client's request for TLS; the answer is one letter. */
  private static final int SSL_REQUEST_BYTES = 8;

  private final SSLContext key;
  private final int port;
  private final boolean ofPostgres;
  private final LocalRelay relay;

  /**
   * @param port of the server behind
   * @param ofPostgres whether clients start TLS as PostgreSQL clients do
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
