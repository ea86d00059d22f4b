package org.odksync.functional;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A process of the packaged program, and what can be done to it from outside. */
final class ServiceProcess {

  private final Distribution distribution;
  private final Process process;

  ServiceProcess(Distribution distribution, Process process) {
    this.distribution = distribution;
    this.process = process;
  }

  /** How the runs of this process begin to name their instance ends: {@code <host>-<pid>}. */
  String suffix() {
    return "-" + process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  CompletableFuture<Process> onExit() {
    return process.onExit();
  }

  /** Waits for so long; gives whether it is alive then. */
  boolean lives(Duration time) throws InterruptedException {
    return !process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** As {@code kill -9} does; gives when it is dead. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** It stands still, with all its connections open, until {@link #resume}. */
  void pause() throws IOException {
    signal("STOP");
  }

  void resume() throws IOException {
    signal("CONT");
  }

  /** Stops it in order; gives its exit code. */
  int stop() throws IOException, InterruptedException {
    process.destroy();
    return end();
  }

  /** Waits for its end; gives its exit code. */
  int end() throws IOException, InterruptedException {
    return distribution.end(process);
  }

  /** What it has said so far. */
  String output() {
    try {
      return distribution.output();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By the shell, which has the command built in. */
  private void signal(String name) throws IOException {
    String command = "kill -%s %d".formatted(name, process.pid());
    int code = new ProcessBuilder("sh", "-c", command).start().onExit().join().exitValue();
    if (code != 0) {
      throw new IllegalStateException(command + ": exit code " + code);
    }
  }
}
