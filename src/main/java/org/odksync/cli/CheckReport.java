package org.odksync.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.odksync.check.Check;
import org.odksync.check.Repair;

/** Prints the results of checks: a line each, or JSON. */
final class CheckReport {

  private final List<Check> checks;

  CheckReport(List<Check> checks) {
    this.checks = List.copyOf(checks);
  }

  boolean areGood() {
    return checks.stream().allMatch(Check::isGood);
  }

  /** The exit code. */
  int print(ReadOptions reading) {
    if (reading.asJson()) {
      reading.print(json());
    } else {
      print(reading.out());
    }
    return areGood() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private void print(PrintWriter out) {
    int width = checks.stream().mapToInt(check -> check.subject().length()).max().orElse(1);
    for (Check check : checks) {
      out.printf(
          "%-8s%-" + (width + 2) + "s%s%n", check.outcome(), check.subject(), check.message());
      check.ids().forEach(id -> out.printf("%-8s  %s%n", "", id));
    }
    if (!repairs().isEmpty()) {
      out.printf("To repair: %s%n", String.join("; ", repairs()));
    }
    out.flush();
  }

  /** The commands that repair what differs, in their order. */
  private List<String> repairs() {
    Set<Repair> repairs = EnumSet.noneOf(Repair.class);
    checks.forEach(check -> repairs.addAll(check.repairs()));
    if (repairs.contains(Repair.IMAGES)) {
      // includes the other one
      repairs.remove(Repair.RECONCILE);
    }
    return repairs.stream().map(Repair::command).toList();
  }

  private ObjectNode json() {
    ObjectNode all = JsonNodeFactory.instance.objectNode().put("ok", areGood());
    all.putArray("checks");
    for (Check check : checks) {
      ObjectNode one =
          all.withArray("checks")
              .addObject()
              .put("status", check.outcome().name().toLowerCase(Locale.ROOT))
              .put("subject", check.subject())
              .put("message", check.message());
      if (!check.ids().isEmpty()) {
        check.ids().forEach(one.putArray("ids")::add);
      }
    }
    repairs().forEach(all.putArray("repair")::add);
    return all;
  }
}
