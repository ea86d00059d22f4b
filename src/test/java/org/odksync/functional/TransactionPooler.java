package org.odksync.functional;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A strict pooler in transaction mode: each transaction gets the session that was idle longest, so
 * two consecutive transactions never share a session. It tracks no settings.
 */
final class TransactionPooler implements AutoCloseable {

  private static final int SSL_REQUEST = 80877103;
  private static final int PROTOCOL = 3 << 16;
  private static final int IDLE = 'I';

  /** One side of a connection. */
  private record Peer(Socket socket, DataInputStream in, DataOutputStream out)
      implements Closeable {

    static Peer of(Socket socket) throws IOException {
      socket.setTcpNoDelay(true);
      return new Peer(
          socket,
          new DataInputStream(new BufferedInputStream(socket.getInputStream())),
          new DataOutputStream(new BufferedOutputStream(socket.getOutputStream())));
    }

    /** Forwards a message; gives its type. */
    int pass(Peer to) throws IOException {
      int type = in.readUnsignedByte();
      return pass(type, to)[0];
    }

    /** Forwards a message; gives its type and the first byte of its content, if any. */
    int[] pass(int type, Peer to) throws IOException {
      int length = in.readInt();
      byte[] content = in.readNBytes(length - Integer.BYTES);
      to.out.writeByte(type);
      to.out.writeInt(length);
      to.out.write(content);
      return new int[] {type, content.length == 0 ? 0 : content[0]};
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private final int server;
  private final String database;
  private final ServerSocket listener;
  private final BlockingQueue<Peer> free = new LinkedBlockingQueue<>();
  private final Set<Peer> open = ConcurrentHashMap.newKeySet();
  private volatile byte[] greeting = new byte[0];

  /**
   * @param server its port on loopback; it must accept logins without password
   * @param sessions the number of sessions
   */
  TransactionPooler(int server, String database, int sessions) throws IOException {
    this.server = server;
    this.database = database;
    listener = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    for (int i = 0; i < sessions; i++) {
      free.add(session());
    }
    start(this::listen);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Opens a session; keeps the server's greeting. */
  private Peer session() throws IOException {
    Peer session = Peer.of(new Socket(InetAddress.getLoopbackAddress(), server));
    open.add(session);
    ByteArrayOutputStream startup = new ByteArrayOutputStream();
    for (String word :
        new String[] {"user", "postgres", "database", database, "client_encoding", "UTF8", ""}) {
      startup.write(word.getBytes(UTF_8));
      startup.write(0);
    }
    session.out.writeInt(startup.size() + 2 * Integer.BYTES);
    session.out.writeInt(PROTOCOL);
    session.out.write(startup.toByteArray());
    session.out.flush();
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    Peer recorder = new Peer(session.socket, session.in, new DataOutputStream(received));
    while (session.pass(recorder) != 'Z') {
      // the greeting ends when the session is ready
    }
    greeting = received.toByteArray();
    return session;
  }

  private void listen() throws IOException {
    while (true) {
      Peer client = Peer.of(listener.accept());
      open.add(client);
      start(() -> serve(client));
    }
  }

  private void serve(Peer client) throws IOException, InterruptedException {
    try (client) {
      client.in.readNBytes(greet(client));
      client.out.write(greeting);
      client.out.flush();
      while (true) {
        int type = client.in.readUnsignedByte();
        if (type == 'X') {
          return;
        }
        transaction(client, type);
      }
    } finally {
      open.remove(client);
    }
  }

  /** The length of the rest of the startup message; refuses encryption. */
  private static int greet(Peer client) throws IOException {
    while (true) {
      int length = client.in.readInt();
      int code = client.in.readInt();
      if (code != SSL_REQUEST) {
        return length - 2 * Integer.BYTES;
      }
      client.out.writeByte('N');
      client.out.flush();
    }
  }

  /**
   * Forwards a transaction until the server is ready for the next; a client that disconnects
   * earlier ends the session.
   */
  private void transaction(Peer client, int first) throws IOException, InterruptedException {
    Peer session = free.take();
    boolean complete = false;
    try {
      int type = first;
      while (!exchange(client, type, session)) {
        type = client.in.readUnsignedByte();
      }
      complete = true;
    } finally {
      if (complete) {
        free.add(session);
      } else {
        open.remove(session);
        session.close();
        free.add(session());
      }
    }
  }

  /** Forwards a message and its answer, if it has one; true at the end of the transaction. */
  private static boolean exchange(Peer client, int type, Peer session) throws IOException {
    client.pass(type, session);
    if (type != 'S' && type != 'Q') {
      return false;
    }
    session.out.flush();
    while (true) {
      int[] answer = session.pass(session.in.readUnsignedByte(), client);
      if (answer[0] == 'Z') {
        client.out.flush();
        return answer[1] == IDLE;
      }
    }
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException ended) {
                // closed by a side
              } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
              }
            },
            "transaction-pooler");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Peer peer : open) {
      peer.close();
    }
  }
}
