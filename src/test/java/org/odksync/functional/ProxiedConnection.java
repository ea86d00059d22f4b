package org.odksync.functional;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.odksync.functional.FaultProxy.End;
import org.odksync.functional.FaultProxy.Side;

/** A client's connection to the proxy, and the proxy's connection to the server. */
final class ProxiedConnection {

  private static final Pattern LENGTH = Pattern.compile("(?im)^Content-Length: *(\\d+)");
  private static final Pattern WAITS = Pattern.compile("(?im)^Expect: *100-continue");

  private final Socket client;
  private final Socket server;
  private volatile boolean silent;

  ProxiedConnection(Socket client, Socket server) {
    this.client = client;
    this.server = server;
  }

  boolean isSilent() {
    return silent;
  }

  Socket socket(Side side) {
    return side == Side.CLIENT ? client : server;
  }

  void forward(Side from, byte[] bytes, int count) throws IOException {
    if (!silent) {
      Side to = from == Side.CLIENT ? Side.SERVER : Side.CLIENT;
      socket(to).getOutputStream().write(bytes, 0, count);
    }
  }

  /** Reads the whole request before it answers; otherwise the client would see a reset. */
  void answer(byte[] requestStart, int count, byte[] answer) throws IOException {
    InputStream request =
        new SequenceInputStream(
            new ByteArrayInputStream(requestStart, 0, count), client.getInputStream());
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = request.read();
      if (next < 0) {
        throw new EOFException();
      }
      head.append((char) next);
    }
    Matcher length = LENGTH.matcher(head);
    if (length.find() && !WAITS.matcher(head).find()) {
      request.skipNBytes(Long.parseLong(length.group(1)));
    }
    client.getOutputStream().write(answer);
    close();
  }

  void end(End how) {
    if (how == End.SILENCE) {
      silent = true;
      return;
    }
    if (how == End.RESET) {
      resetWhenClosed(client);
      resetWhenClosed(server);
    }
    close();
  }

  private static void resetWhenClosed(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (SocketException e) {
      // already closed
    }
  }

  void close() {
    close(client);
    close(server);
  }

  static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
