package org.odksync.functional;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP proxy that requires a login, and resolves hosts that only it knows. */
final class ForwardProxy implements AutoCloseable {

  private final Map<String, Integer> ports;
  private final String login;
  private final List<String> hosts = new CopyOnWriteArrayList<>();
  private final LocalRelay relay;

  /**
   * @param ports local ports by the host name that they stand for
   * @param login {@code user:password}
   */
  ForwardProxy(Map<String, Integer> ports, String login) throws IOException {
    this.ports = ports;
    this.login =
        "basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    relay = new LocalRelay(this::serve);
  }

  int port() {
    return relay.port();
  }

  /** The requested hosts, one entry for each connection. */
  List<String> hosts() {
    return List.copyOf(hosts);
  }

  /** Later requests of a connection go to the same server. */
  private void serve(Socket client) throws IOException {
    for (String head = head(client.getInputStream());
        !head.isEmpty();
        head = head(client.getInputStream())) {
      String target = head.split(" ", 3)[1].replaceFirst("http://", "");
      String host = target.split("[:/]", 2)[0];
      if (head.lines().noneMatch(this::isLogin)) {
        client.getInputStream().readNBytes(length(head));
        answer(
            client, "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"");
      } else if (!ports.containsKey(host)) {
        answer(client, "403 Forbidden");
      } else {
        hosts.add(host);
        connect(client, head, ports.get(host));
        return;
      }
    }
  }

  private static int length(String head) {
    return head.lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length: "))
        .mapToInt(line -> Integer.parseInt(line.split(": ", 2)[1]))
        .findFirst()
        .orElse(0);
  }

  private boolean isLogin(String line) {
    String[] header = line.split(": ", 2);
    return header[0].equalsIgnoreCase("Proxy-Authorization")
        && header[1].replaceFirst("(?i)^basic", "basic").equals(login);
  }

  private static void answer(Socket client, String answer) throws IOException {
    write(client, "HTTP/1.1 " + answer + "\r\nContent-Length: 0\r\n\r\n");
  }

  private void connect(Socket client, String head, int port) throws IOException {
    try (Socket target = new Socket(InetAddress.getLoopbackAddress(), port)) {
      if (head.startsWith("CONNECT ")) {
        write(client, "HTTP/1.1 200 Connected\r\n\r\n");
      } else {
        write(target, head);
      }
      relay.pass(target, client);
    }
  }

  private static void write(Socket to, String text) throws IOException {
    to.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Reads up to the empty line; empty at the end of the stream. */
  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      head.write(b);
      if (head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
        return head.toString(StandardCharsets.ISO_8859_1);
      }
    }
    return "";
  }

  @Override
  public void close() throws IOException {
    relay.close();
  }
}
