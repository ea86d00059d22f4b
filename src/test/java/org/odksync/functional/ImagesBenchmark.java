package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.odksync.bench.CentralLogin;
import org.odksync.embedded.central.Fault;
import org.odksync.embedded.central.SampleCentral;

/**
 * Measures how many images a second an image run copies from the sample Central to the store, and
 * how many {@code curl --parallel} downloads with as many connections. Not part of the build:
 * {@code mvn test -Dtest=ImagesBenchmark}.
 */
class ImagesBenchmark {

  private static final int IMAGES = Integer.getInteger("benchmark.images", 1_000);
  private static final int MIN_BYTES = 100_000;
  private static final int MAX_BYTES = 200_000;
  private static final int[] WORKERS = numbers("benchmark.workers", "1,4,10,32");
  private static final int[] LATENCIES_MILLIS = numbers("benchmark.latencies", "0,50");
  private static final int ALWAYS = Integer.MAX_VALUE;

  private final SampleCentral central = SampleCentral.startEmpty(Clock.systemUTC());
  private final Platform platform = new Platform(central);
  private final List<String> addresses = new ArrayList<>();
  private int runs;

  @TempDir private Path directory;

  ImagesBenchmark() throws IOException, SQLException {}

  @Test
  void compareWithCurl() throws Exception {
    Random random = new Random(1);
    for (int i = 0; i < IMAGES; i++) {
      receive("image-%d.jpg".formatted(i), random);
    }
    platform.run("main_submissions");
    print("workers", "latency ms", "images/s", "curl images/s", "ratio", "load");
    for (int latency : LATENCIES_MILLIS) {
      for (int workers : WORKERS) {
        // warm up: a new JVM compiles while it copies
        central.faults().clear();
        platform.set("MAX_WORKERS", String.valueOf(workers));
        copy();
        if (latency > 0) {
          Fault delay = Fault.delay(Duration.ofMillis(latency));
          central.faults().next("/attachments/", delay, ALWAYS);
        }
        double run = copy();
        double curl = download(workers);
        print(
            workers,
            latency,
            Math.round(run),
            Math.round(curl),
            String.format(Locale.ROOT, "%.2f", run / curl),
            String.format(
                Locale.ROOT,
                "%.1f",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
      }
    }
    platform.close();
  }

  private void receive(String name, Random random) {
    byte[] bytes = new byte[MIN_BYTES + random.nextInt(MAX_BYTES - MIN_BYTES)];
    random.nextBytes(bytes);
    Jpeg.markAsJpeg(bytes);
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    values.putObject("property_description").put("building_image", name);
    String id = central.submissions().create(values);
    central.submissions().putAttachment(id, name, bytes);
    addresses.add(
        "%s/v1/projects/%s/forms/%s/submissions/%s/attachments/%s"
            .formatted(
                central.baseUrl(), SampleCentral.PROJECT_ID, SampleCentral.FORM_ID, id, name));
  }

  /** Images per second of an image run into an empty folder. */
  private double copy() throws SQLException {
    runs++;
    platform
        .warehouse()
        .update(
            "UPDATE odk_attachment SET state = 'pending', next_attempt_at = now(), object_key = NULL,"
                + " md5 = NULL, folder = 'benchmark-' || ?",
            runs);
    platform.service();
    long start = System.nanoTime();
    platform.run("image_processing");
    double rate = rate(start);
    JsonNode run = platform.warehouse().lastRun("image_processing");
    assertThat(run.at("/sync_metadata/stored").intValue()).as("%s", run).isEqualTo(IMAGES);
    return rate;
  }

  /** Images per second of curl, including its start. */
  private double download(int connections) throws IOException, InterruptedException {
    List<String> options = new ArrayList<>();
    options.add("header = \"Authorization: Bearer " + CentralLogin.token(central.baseUrl()) + "\"");
    options.add("parallel");
    options.add("parallel-immediate");
    options.add("parallel-max = " + connections);
    options.add("fail-early");
    options.add("fail");
    options.add("no-progress-meter");
    options.add("noproxy = \"*\"");
    for (String address : addresses) {
      options.add("url = \"" + address + "\"");
      options.add("output = \"/dev/null\"");
    }
    Path file = Files.write(directory.resolve("curl"), options);
    long start = System.nanoTime();
    Process curl = new ProcessBuilder("curl", "--config", file.toString()).inheritIO().start();
    assertThat(curl.waitFor()).isZero();
    return rate(start);
  }

  private static int[] numbers(String property, String byDefault) {
    return Stream.of(System.getProperty(property, byDefault).split(","))
        .mapToInt(Integer::parseInt)
        .toArray();
  }

  private static double rate(long start) {
    return IMAGES * 1e9 / (System.nanoTime() - start);
  }

  private static void print(Object... cells) {
    System.out.println(String.format(Locale.ROOT, "%8s %11s %9s %14s %6s %6s", cells));
  }
}
