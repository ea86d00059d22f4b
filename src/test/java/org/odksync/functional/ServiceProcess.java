package org.odksync.functional;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A process of the packaged program. */
final class ServiceProcess {

  private final Distribution distribution;
  private final Process process;

  ServiceProcess(Distribution distribution, Process process) {
    this.distribution = distribution;
    this.process = process;
  }

  /** The end of this process's instance name, {@code <host>-<pid>}. */
  String suffix() {
    return "-" + process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  CompletableFuture<Process> onExit() {
    return process.onExit();
  }

  /** Waits this long; gives whether the process is still alive. */
  boolean lives(Duration time) throws InterruptedException {
    return !process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Kills the process with -9; returns when it is dead. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Pauses the process, with its connections open, until {@link #resume}. */
  void pause() throws IOException {
    signal("STOP");
  }

  void resume() throws IOException {
    signal("CONT");
  }

  /** Stops the process gracefully; gives its exit code. */
  int stop() throws IOException, InterruptedException {
    process.destroy();
    return end();
  }

  /** Waits for the end of the process; gives its exit code. */
  int end() throws IOException, InterruptedException {
    return distribution.end(process);
  }

  /** The output so far. */
  String output() {
    try {
      return distribution.output();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a signal with the shell's built-in kill. */
  private void signal(String name) throws IOException {
    String command = "kill -%s %d".formatted(name, process.pid());
    int code = new ProcessBuilder("sh", "-c", command).start().onExit().join().exitValue();
    if (code != 0) {
      throw new IllegalStateException(command + ": exit code " + code);
    }
  }
}
