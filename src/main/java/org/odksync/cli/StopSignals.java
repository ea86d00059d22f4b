package org.odksync.cli;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Stops the process cleanly on SIGTERM, Ctrl-C and SIGHUP (a closed terminal). Does not use a
 * shutdown hook: shutdown hooks run in parallel, so the embedded database, which has one, would
 * stop too early.
 */
final class StopSignals {

  private StopSignals() {}

  /**
   * Runs {@code stop}, once, and then ends the process.
   *
   * @param patience how long to wait for {@code stop}, before the process is killed
   * @throws IllegalStateException on a JVM without sun.misc.Signal, which is part of
   *     jdk.unsupported
   */
  static void onStop(Runnable stop, Duration patience, int exitCode) {
    AtomicBoolean stopping = new AtomicBoolean();
    handle(
        () -> {
          if (stopping.compareAndSet(false, true)) {
            new Thread(() -> stop(stop, patience, exitCode), "stop").start();
          }
        });
  }

  private static void stop(Runnable stop, Duration patience, int exitCode) {
    Thread orderly = new Thread(stop, "stop in order");
    orderly.setDaemon(true);
    orderly.start();
    try {
      orderly.join(patience.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (orderly.isAlive()) {
      Runtime.getRuntime().halt(exitCode);
    }
    System.exit(exitCode);
  }

  /** By reflection, because the compiler's warning about these classes cannot be switched off. */
  private static void handle(Runnable onSignal) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object stopping =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                onSignal.run();
                return null;
              });
      for (String name : List.of("TERM", "INT", "HUP")) {
        Object named = signal.getConstructor(String.class).newInstance(name);
        signal.getMethod("handle", signal, handler).invoke(null, named, stopping);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "this JVM cannot be stopped in order: it has no sun.misc.Signal", e);
    }
  }
}
