package org.odksync.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import me.tongfei.progressbar.ProgressBar;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.odksync.app.Service;
import org.odksync.error.Diagnosis;
import org.odksync.run.ActiveRuns;
import org.odksync.run.Run;
import org.odksync.run.RunOptions;
import org.odksync.run.SyncType;
import org.odksync.run.SyncTypes;
import org.odksync.run.Work;
import org.odksync.warehouse.WarehouseClient;
import picocli.CommandLine.Model.CommandSpec;

/** Runs sync types on demand, one after the other. A failure does not stop the others. */
final class SyncRuns {

  /** How many seconds to wait for a run of another process. */
  private static final int LONGEST_WAIT = 600;

  private final CamelContext camel;
  private final WarehouseClient warehouse;
  private final PrintWriter say;
  private final PrintWriter complain;
  private final SyncTypes types;
  private final Optional<ProgressPrinter> progress;

  private SyncRuns(Service service, PrintWriter say, PrintWriter complain, boolean seen) {
    this.camel = service.camel();
    this.warehouse = service.warehouse();
    this.say = say;
    this.complain = complain;
    this.types = SyncTypes.of(camel);
    this.progress =
        seen
            ? Optional.of(new ProgressPrinter(camel, service.monitor(), ProgressBar::builder))
            : Optional.empty();
  }

  /**
   * Starts the service without its triggers, and stops it when the work is done.
   *
   * @param command the one that is executed, with its output
   * @return the exit code
   */
  static int with(
      Map<String, String> environment, CommandSpec command, ToIntFunction<SyncRuns> work) {
    PrintWriter say = command.commandLine().getOut();
    PrintWriter complain = command.commandLine().getErr();
    boolean seen = ProgressPrinter.isSeen();
    if (seen) {
      // the progress shows what is logged at INFO
      System.setProperty("log.level", "WARN");
    }
    return Startup.withService(
        environment,
        Service.Mode.ON_DEMAND,
        say,
        new ErrorPrinter(complain),
        service -> work.applyAsInt(new SyncRuns(service, say, complain, seen)));
  }

  /** Whether all these sync types exist; prints an error if not. */
  boolean areKnown(List<String> wanted) {
    List<String> known = types.names();
    wanted.stream()
        .filter(type -> !known.contains(type))
        .forEach(type -> complain.printf("odk-sync: %s%n", ErrorPrinter.unknownType(type, known)));
    return known.containsAll(wanted);
  }

  /** Whether all these sync types read a feed; prints an error if not. */
  boolean areFeeds(List<String> wanted) {
    wanted.stream()
        .filter(type -> !types.get(type).isFeed())
        .forEach(
            type ->
                complain.printf(
                    "odk-sync: %s reads no feed of Central; use one of %s%n", type, feeds()));
    return wanted.stream().map(types::get).allMatch(SyncType::isFeed);
  }

  /** The sync types that read a feed, of all forms. */
  List<String> feeds() {
    return types.feeds();
  }

  /** The sync types of a whole cycle, of all forms, in order. */
  List<String> cycle() {
    return types.cycle();
  }

  /** One step of a cycle, of all forms. */
  List<String> cycle(String kind) {
    return cycle().stream().filter(type -> types.get(type).kind().equals(kind)).toList();
  }

  /**
   * Runs these types, then the other types of a cycle, which work on what the first have changed.
   * If another process holds the lease of a feed or of the unified table, waits and runs it again:
   * that run may have begun before the change. Skips other types that are running. A comparison
   * that needs a complete feed runs after that feed.
   *
   * @return the exit code
   */
  int runFollowed(List<String> types, RunOptions options) {
    Set<String> following = new LinkedHashSet<>(cycle());
    types.forEach(following::remove);
    return run(
        Stream.concat(types.stream(), following.stream()).toList(),
        following,
        options,
        Optional.empty());
  }

  /**
   * Runs these, in this order.
   *
   * @param options of each run
   * @return the exit code
   */
  int run(List<String> types, RunOptions options) {
    return run(types, Set.of(), options, Optional.empty());
  }

  /** The same, and prints what each run did. */
  int run(List<String> types, RunOptions options, Function<Done, String> achieved) {
    return run(types, Set.of(), options, Optional.of(achieved));
  }

  private int run(
      List<String> types,
      Set<String> following,
      RunOptions options,
      Optional<Function<Done, String>> achieved) {
    int code = ExitCode.DONE;
    List<String> left = new ArrayList<>(types);
    Set<String> postponed = new HashSet<>();
    try (ProducerTemplate template = camel.createProducerTemplate()) {
      while (!left.isEmpty()) {
        if (camel.isStopping() || camel.isStopped()) {
          return ExitCode.INTERRUPTED;
        }
        String type = left.remove(0);
        // after the first read of a feed, the service compares too, but not everything
        boolean awaited = postponed.contains(type) || (following.contains(type) && isAwaited(type));
        Supplier<Exchange> sent = () -> send(template, type, options, awaited);
        Exchange run = progress.map(shown -> shown.of(type, sent)).orElseGet(sent);
        if (isHeld(run) && following.contains(type) && !awaited) {
          continue;
        }
        if (isPostponed(run) && movesBehindFeeds(type, left, postponed)) {
          continue;
        }
        int ended = ended(type, run);
        if (ended == ExitCode.DONE) {
          achieved.ifPresent(
              about ->
                  say("%s: %s".formatted(type, about.apply(new Done(run(run).orElseThrow())))));
        }
        code = code == ExitCode.FAILED || ended == ExitCode.DONE ? code : ended;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return code;
  }

  /** Whether a run that another process has begun may miss a change, so that it must run again. */
  private boolean isAwaited(String type) {
    return types.get(type).isFeed() || types.get(type).kind().equals("unified");
  }

  /**
   * @param awaited whether to wait while another process runs this type
   */
  private Exchange send(
      ProducerTemplate template, String type, RunOptions options, boolean awaited) {
    ActiveRuns runs =
        Objects.requireNonNull(camel.getRegistry().lookupByNameAndType("runs", ActiveRuns.class));
    Exchange run;
    int waits = awaited ? LONGEST_WAIT : 0;
    do {
      run = template.send("direct:" + type, it -> it.getMessage().setBody(options));
    } while (isHeld(run) && waits-- > 0 && pause(runs));
    return run;
  }

  /** Waits for a second; false when the service stops. */
  private static boolean pause(ActiveRuns runs) {
    try {
      return runs.pause(Duration.ofSeconds(1));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static boolean isHeld(Exchange run) {
    return run.getException() == null && !heldBy(run).isEmpty();
  }

  private static boolean isPostponed(Exchange run) {
    return run.getException() == null && !postponed(run).isEmpty();
  }

  /**
   * Moves a comparison behind the feeds that it needs, once. If it is postponed again, these feeds
   * have failed: they do not run again.
   *
   * @param left the types that have not run yet
   */
  private boolean movesBehindFeeds(String comparison, List<String> left, Set<String> postponed) {
    List<String> needed = types.compared(comparison);
    if (postponed.add(comparison)) {
      left.add(0, comparison);
      left.addAll(0, needed);
      return true;
    }
    left.removeAll(needed);
    return false;
  }

  /** A run that succeeded. */
  record Done(Run run) {

    /** Rows written or deleted. */
    long records() {
      return run.records();
    }

    /** A counter of its metadata; 0 if there is none. */
    long noted(String key) {
      Work work = run.work();
      return work != null && work.summary().get(key) instanceof Number number
          ? number.longValue()
          : 0;
    }
  }

  /** The run that the exchange belongs to. */
  private static Optional<Run> run(Exchange sent) {
    return Optional.ofNullable(sent.getVariable("run", Run.class));
  }

  private static String heldBy(Exchange sent) {
    return run(sent).map(Run::heldBy).orElse("");
  }

  private static String postponed(Exchange sent) {
    return run(sent).map(Run::postponed).orElse("");
  }

  /** Prints a result for the user. */
  void say(String sentence) {
    say.println(sentence);
    say.flush();
  }

  void complain(String sentence) {
    complain.printf("odk-sync: %s%n", sentence);
  }

  /**
   * The rows of a statement.
   *
   * @throws IllegalStateException with a sentence, when it fails
   */
  List<Map<String, Object>> rows(String statement, Map<String, Object> parameters) {
    return warehouse.ask(statement, parameters);
  }

  private int ended(String type, Exchange run) {
    if (run.getException() != null) {
      Diagnosis diagnosis =
          run(run).map(Run::diagnosis).orElseGet(() -> Diagnosis.of(run.getException()));
      complain.printf("odk-sync: %s: %s%n", type, diagnosis.message());
      return ExitCode.FAILED;
    }
    if (isPostponed(run)) {
      complain.printf(
          "odk-sync: %s compared nothing: %s; then run it again%n", type, postponed(run));
      return ExitCode.FAILED;
    }
    if (isHeld(run)) {
      complain.printf(
          "odk-sync: %s is skipped: %s holds its lease (if that process has died, the lease expires within %d s)%n",
          type, heldBy(run), run(run).orElseThrow().leaseSeconds());
      return ExitCode.HELD_ELSEWHERE;
    }
    Diagnosis unrecorded = run(run).map(Run::unrecorded).orElse(null);
    if (unrecorded != null) {
      complain.printf(
          "odk-sync: %s succeeded, but its end was not recorded, %s%n", type, unrecorded.message());
      return ExitCode.FAILED;
    }
    return ExitCode.DONE;
  }
}
