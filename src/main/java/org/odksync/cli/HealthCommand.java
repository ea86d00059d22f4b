package org.odksync.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.odksync.app.StatusReader;
import org.odksync.status.Health;
import org.odksync.status.StatusReports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows whether dashboards are up to date. */
@Command(
    name = "health",
    mixinStandardHelpOptions = true,
    description = {
      "Show whether dashboards are up to date, and if not, why.",
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all is well",
      "1:degraded; dashboards are still up to date",
      "2:failing; dashboards are out of date or soon will be, or the status cannot be read"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  odk-sync health           for people",
      "  odk-sync health --json    for programs, with the numbers behind it"
    })
final class HealthCommand implements Callable<Integer> {

  @Mixin private ReadOptions reading;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  HealthCommand() {}

  @Override
  public Integer call() {
    return reading.with(this::unknown, this::show);
  }

  private int show(StatusReader reader) {
    if (reading.asJson()) {
      ObjectNode health = StatusReports.health(reader.queries(), reader.info());
      reading.print(health);
      return exitCode(Health.Level.of(health.get("status").textValue()));
    }
    return say(reader.queries().health());
  }

  /** A status that cannot be read is as bad as it can be. */
  private int unknown(List<String> sentences, int exitCode) {
    Health health = Health.failing("odk-sync", String.join("; ", sentences));
    if (reading.asJson()) {
      reading.print(StatusReports.health(health));
      return exitCode(health.status());
    }
    return say(health);
  }

  private int say(Health health) {
    PrintWriter out = reading.out();
    out.println(health.status());
    for (Health.Reason reason : health.reasons()) {
      out.printf("  %s: %s: %s%n", reason.level(), reason.subject(), reason.message());
    }
    out.flush();
    return exitCode(health.status());
  }

  private static int exitCode(Health.Level level) {
    return switch (level) {
      case OK, NOTICE -> 0;
      case DEGRADED -> 1;
      case FAILING -> 2;
    };
  }
}
