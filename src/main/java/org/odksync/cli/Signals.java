package org.odksync.cli;

import java.lang.reflect.Proxy;
import java.util.List;

/**
 * Stops the process in order on SIGTERM and Ctrl-C. Not by a shutdown hook: those run all at once,
 * and the embedded database has one of its own, which would stop it under our feet.
 */
final class Signals {

  private Signals() {}

  /**
   * Runs {@code stop} and then ends the process with success.
   *
   * @throws IllegalStateException on a JVM without sun.misc.Signal, which is part of
   *     jdk.unsupported
   */
  static void onStop(Runnable stop) {
    try {
      // reflection, because the compiler's warning about these classes cannot be switched off
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object stopping =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                stop.run();
                System.exit(ExitCode.DONE);
                return null;
              });
      for (String name : List.of("TERM", "INT")) {
        Object named = signal.getConstructor(String.class).newInstance(name);
        signal.getMethod("handle", signal, handler).invoke(null, named, stopping);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JVM cannot be told to stop in order", e);
    }
  }
}
