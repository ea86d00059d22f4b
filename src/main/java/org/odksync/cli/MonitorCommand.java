package org.odksync.cli;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.odksync.app.StatusReader;
import org.odksync.status.StatusQueries;
import org.odksync.status.StatusReports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the dashboard in a terminal. */
@Command(
    name = "monitor",
    mixinStandardHelpOptions = true,
    description = {
      "Show every sync type, the last runs, and how they went.",
      "Durations are of the last 24 hours."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:success",
      "1:the query failed; see stderr",
      "2:a setting or an argument is wrong; nothing was shown",
      "143:interrupted, as --watch always is"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  odk-sync monitor            once",
      "  odk-sync monitor --watch    again every 5 seconds, until Ctrl-C"
    })
final class MonitorCommand implements Callable<Integer> {

  private static final int HOURS = 24;
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** Clears the screen, in the codes that every terminal understands. */
  private static final String CLEAR = "\u001b[H\u001b[2J";

  @Option(names = "--watch", description = "Refresh every 5 seconds.")
  private boolean watching;

  @Mixin private ReadOptions reading;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  MonitorCommand() {}

  @Override
  public Integer call() {
    return reading.with(reading.complaints(), this::show);
  }

  private int show(StatusReader reader) throws InterruptedException {
    StatusQueries monitor = reader.queries();
    if (watching) {
      new RefreshLoop(() -> text(monitor), Clock.systemUTC())
          .on(this::refresh, () -> reader.pause(PAUSE));
      return ExitCode.INTERRUPTED;
    }
    print(text(monitor));
    return ExitCode.DONE;
  }

  /** With --json, an error goes to standard error, so that standard output stays JSON. */
  private void refresh(String answer, Optional<String> silence) {
    if (reading.asJson()) {
      silence.ifPresentOrElse(
          why -> reading.complaints().about(List.of(why), ExitCode.FAILED), () -> print(answer));
    } else {
      print(CLEAR + silence.map("❌ %s%n%n"::formatted).orElse("") + answer);
    }
  }

  private void print(String text) {
    reading.out().print(text);
    reading.out().flush();
  }

  private String text(StatusQueries monitor) {
    return reading.asJson()
        ? reading.text(StatusReports.statistics(monitor, monitor.statistics(HOURS)))
            + System.lineSeparator()
        : TerminalDashboard.of(monitor, HOURS);
  }
}
