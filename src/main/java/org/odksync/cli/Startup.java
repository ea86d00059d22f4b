package org.odksync.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.odksync.app.Service;
import org.odksync.app.StatusReader;
import org.odksync.config.EmbeddedOptions;
import org.odksync.config.EmbeddedPart;
import org.odksync.config.EmbeddedServices;
import org.odksync.config.InvalidSettings;
import org.odksync.config.Settings;
import org.odksync.config.Timeouts;
import org.odksync.error.Diagnosis;
import org.odksync.error.ErrorClass;

/**
 * Opens what a command works with: the running service, or a reader of its warehouse. If that
 * fails, reports the error as a sentence and an exit code, and stops everything again.
 */
final class Startup implements AutoCloseable {

  /** Shows the user what is wrong. */
  interface Complaint {
    /**
     * @param exitCode that it usually means
     * @return the one to end with
     */
    int about(List<String> sentences, int exitCode);
  }

  /** The work of a command with the opened service or reader. */
  interface Work<T> {
    int on(T opened) throws InterruptedException;
  }

  /** Opens what a command works with. */
  private interface Opening<T> {
    T open(Startup startup, Settings settings) throws SQLException, InterruptedException;
  }

  /** The purpose of a command. */
  private enum Purpose {
    /** Runs until it is stopped. */
    SERVE,
    /** Runs sync types, and ends. */
    RUN,
    /** Runs checks and comparisons. */
    CHECK,
    /** Shows what is recorded. */
    READ
  }

  private final Map<String, String> variables;
  private final Timeouts timeouts;
  private final Complaint complaint;
  private final CountDownLatch closed = new CountDownLatch(1);
  private @Nullable EmbeddedServices embedded;
  private @Nullable AutoCloseable opened;

  private Startup(Map<String, String> environment, Timeouts timeouts, Complaint complaint) {
    this.variables = new HashMap<>(environment);
    this.timeouts = timeouts;
    this.complaint = complaint;
  }

  /**
   * Starts the service, lets the command do its work, and stops the service, also on SIGTERM.
   *
   * @return the exit code
   */
  static int withService(
      Map<String, String> environment,
      Service.Mode mode,
      PrintWriter say,
      Complaint complaint,
      Work<Service> work) {
    Purpose purpose =
        switch (mode) {
          case SCHEDULED -> Purpose.SERVE;
          case ON_DEMAND -> Purpose.RUN;
          case CHECKING -> Purpose.CHECK;
        };
    return with(
        environment,
        purpose,
        say,
        complaint,
        (startup, settings) ->
            mode == Service.Mode.SCHEDULED
                ? startup.startAtLast(settings)
                : Service.start(settings, startup.timeouts, routes(), mode),
        work);
  }

  /**
   * The same of a reader of the warehouse, without the service.
   *
   * @return the exit code
   */
  static int withReader(
      Map<String, String> environment,
      PrintWriter say,
      Complaint complaint,
      Work<StatusReader> work) {
    return with(
        environment,
        Purpose.READ,
        say,
        complaint,
        (startup, settings) -> StatusReader.open(settings, startup.timeouts),
        work);
  }

  private static <T extends AutoCloseable> int with(
      Map<String, String> environment,
      Purpose purpose,
      PrintWriter say,
      Complaint complaint,
      Opening<T> opening,
      Work<T> work) {
    Startup startup = new Startup(environment, Timeouts.read(), complaint);
    try {
      Settings settings = startup.settings(purpose);
      if (purpose == Purpose.SERVE || startup.embedded != null) {
        requireTemporaryFiles();
      }
      StopSignals.onStop(
          startup::close,
          startup.timeouts.milliseconds("stop.milliseconds"),
          purpose == Purpose.SERVE ? ExitCode.DONE : ExitCode.INTERRUPTED);
      startup.embed(purpose, say);
      return work.on(startup.open(opening, settings));
    } catch (InvalidSettings wrong) {
      return complaint.about(wrong.problems(), ExitCode.WRONG_SETTING);
    } catch (IllegalStateException notStarted) {
      return complaint.about(List.of(sentence(notStarted)), ExitCode.FAILED);
    } catch (SQLException refused) {
      return complaint.about(List.of(Diagnosis.of(refused).message()), ExitCode.FAILED);
    } catch (RuntimeException broken) {
      return complaint.about(
          List.of("the service does not start, " + reason(broken)), ExitCode.FAILED);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return ExitCode.FAILED;
    } finally {
      startup.close();
    }
  }

  private static String sentence(IllegalStateException failure) {
    return Objects.requireNonNullElse(failure.getMessage(), failure.toString());
  }

  /** What is known of it; else what its innermost cause says, such as of a route. */
  private static String reason(RuntimeException broken) {
    Diagnosis diagnosis = Diagnosis.of(broken);
    String said = innermost(broken).getMessage();
    return diagnosis.errorClass() != ErrorClass.INTERNAL || said == null || said.isBlank()
        ? diagnosis.message()
        : said.strip();
  }

  /** Camel wraps what is wrong with a route in several layers. */
  private static Throwable innermost(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause == null ? failure : innermost(cause);
  }

  private Settings settings(Purpose purpose) {
    EmbeddedOptions embedding = EmbeddedOptions.read(variables);
    if (!embedding.parts().isEmpty()) {
      embedded = embeddedServices().orElse(null);
    }
    if (embedded != null) {
      if (isOnlyLooking(purpose, embedding.parts()) && !embedded.hasData(embedding)) {
        throw new InvalidSettings(
            List.of(
                "nothing is set, and odk-sync has left no data in %s: go to the folder where odk-sync run was started, or set DATA_DIR"
                    .formatted(embedding.directory().toAbsolutePath().normalize())));
      }
      variables.putAll(embedded.prepare(embedding));
    }
    return Settings.read(variables);
  }

  /** Whether the command has no use for a new embedded database. */
  private static boolean isOnlyLooking(Purpose purpose, Set<EmbeddedPart> parts) {
    return switch (purpose) {
      case SERVE, RUN -> false;
      case READ -> parts.contains(EmbeddedPart.POSTGRES);
      // doctor checks real servers before the first start, beside embedded ones
      case CHECK -> parts.contains(EmbeddedPart.CENTRAL);
    };
  }

  /** What the HTTP server and the embedded parts could not start without. */
  private static void requireTemporaryFiles() {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    try {
      Files.delete(Files.createTempFile(folder, "odk-sync", null));
    } catch (IOException refused) {
      throw new InvalidSettings(
          List.of(
              "cannot write to %s, the folder for temporary files: make room there, or name another folder by -Djava.io.tmpdir in JAVA_OPTS; in a container, mount a tmpfs"
                  .formatted(folder)));
    }
  }

  /** Absent from the production image; there, a missing variable is just missing. */
  private static Optional<EmbeddedServices> embeddedServices() {
    return ServiceLoader.load(EmbeddedServices.class).findFirst();
  }

  private synchronized void embed(Purpose purpose, PrintWriter say) {
    if (embedded == null) {
      return;
    }
    if (embedded.isBorrowed() && purpose == Purpose.SERVE) {
      throw new IllegalStateException(
          "another odk-sync runs on this data directory: stop it, or set DATA_DIR to another one");
    }
    embedded.start();
    if (purpose == Purpose.SERVE || purpose == Purpose.RUN) {
      embedded.describe().forEach(say::println);
      say.flush();
    }
  }

  /** Waits for a database that is not there yet: machines start in any order. */
  private Service startAtLast(Settings settings) throws SQLException, InterruptedException {
    Duration longest = timeouts.milliseconds("start.longestMilliseconds");
    for (Duration wait = timeouts.milliseconds("start.delayMilliseconds");
        ;
        wait = shorter(wait.multipliedBy(2), longest)) {
      try {
        return Service.start(settings, timeouts, routes(), Service.Mode.SCHEDULED);
      } catch (SQLException refused) {
        if (!Diagnosis.isTransient(refused)) {
          throw refused;
        }
        complaint.about(
            List.of(
                "%s; trying again in %d s"
                    .formatted(Diagnosis.of(refused).message(), wait.toSeconds())),
            ExitCode.FAILED);
        if (closed.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new InterruptedException("stopped before the service was started");
        }
      }
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** A stop that comes meanwhile waits, and then closes what was opened. */
  private synchronized <T extends AutoCloseable> T open(Opening<T> opening, Settings settings)
      throws SQLException, InterruptedException {
    T open = opening.open(this, settings);
    opened = open;
    return open;
  }

  static Path routes() {
    return Path.of(System.getProperty("odk-sync.home", "."), "routes");
  }

  @Override
  public void close() {
    closed.countDown();
    stop();
  }

  private synchronized void stop() {
    if (opened != null) {
      try {
        opened.close();
      } catch (Exception broken) {
        complaint.about(List.of(Diagnosis.of(broken).message()), ExitCode.FAILED);
      }
      opened = null;
    }
    if (embedded != null) {
      embedded.close();
      embedded = null;
    }
  }
}
