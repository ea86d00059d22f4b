package org.odksync.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Collects measurements, and shows them as a table, as JSON and as Markdown. */
final class Report {

  private final List<Measurement> measurements = new ArrayList<>();
  private final Map<String, String> machine = new TreeMap<>();

  Report(String postgres) throws IOException {
    machine.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
    machine.put(
        "memory",
        Files.readAllLines(Path.of("/proc/meminfo")).get(0).replaceAll("\\D", "") + " kB");
    machine.put("java", Runtime.version().toString());
    machine.put("postgresql", postgres);
  }

  void add(Measurement measurement) {
    measurements.add(measurement);
    System.out.println(row(measurement, " %-52s %12s %8s  %-22s %10s %7s"));
  }

  private static String row(Measurement of, String format) {
    boolean limited = !of.limits().isEmpty();
    return String.format(
        Locale.ROOT,
        format,
        of.scenario(),
        number(of.median()) + " " + of.unit(),
        Math.round(of.spread() * 100) + " %",
        of.limit(),
        limited ? number(of.limitMedian()) : "",
        limited ? String.format(Locale.ROOT, "%.2f", of.median() / of.limitMedian()) : "");
  }

  private static String number(double value) {
    return String.format(
        Locale.ROOT, value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.3f", value);
  }

  /** A table for {@code docs/performance.md}. */
  String markdown() {
    StringBuilder text = new StringBuilder();
    text.append("| scenario | median | spread | limit | of the limit | ratio |\n");
    text.append("|---|---|---|---|---|---|\n");
    for (Measurement each : measurements) {
      text.append(row(each, "| %s | %s | %s | %s | %s | %s |\n"));
    }
    return text.append('\n').append(machine).append('\n').toString();
  }

  void save(Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("table.md"), markdown());
    new ObjectMapper()
        .writerWithDefaultPrettyPrinter()
        .writeValue(
            directory.resolve("measurements.json").toFile(),
            Map.of("machine", machine, "measurements", measurements));
  }
}
