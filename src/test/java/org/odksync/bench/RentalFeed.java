package org.odksync.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.odksync.embedded.central.SampleCentral;

/**
 * The two feeds of a form with many submissions: the sample's records again and again, each with an
 * id and a time of its own.
 */
final class RentalFeed {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant FIRST = Instant.parse("2016-01-01T00:00:00Z");

  /** 100,000 submissions in a year, as of a large survey. */
  private static final int SECONDS_BETWEEN = 300;

  /** The sample's values that fit no column: most forms have none. */
  private static final Pattern UNSTORABLE =
      Pattern.compile("not-a-date|2026-02-30T25|1(\\.0)?[eE]\\+?21|1000000000000000000000");

  /** A record of the sample, cut where another record differs. */
  private record Sample(List<String> parts) {

    private static final String ID = "\u0001";
    private static final String TIME = "\u0002";

    static Sample of(JsonNode row) {
      String id = row.get("__id").textValue();
      String time = row.at("/__system/submissionDate").textValue();
      String text =
          row.toString()
              .replace(id, ID)
              .replace(URLEncoder.encode(id, UTF_8), ID)
              .replace("\"" + time + "\"", "\"" + TIME + "\"");
      return new Sample(List.of(text.split("(?=[\u0001\u0002])|(?<=[\u0001\u0002])")));
    }

    String with(String id, Instant time) {
      StringBuilder text = new StringBuilder(8_000);
      for (String part : parts) {
        switch (part) {
          case ID -> text.append(id);
          case TIME -> text.append(time);
          default -> text.append(part);
        }
      }
      return text.toString();
    }
  }

  private final List<Sample> submissions;
  private final List<Sample> expanded;

  private RentalFeed(List<Sample> submissions, List<Sample> expanded) {
    this.submissions = submissions;
    this.expanded = expanded;
  }

  /** Takes its samples from the records of this server. */
  static RentalFeed of(SampleCentral central) throws IOException, InterruptedException {
    String feed =
        "%s/v1/projects/%s/forms/%s.svc/Submissions"
            .formatted(central.baseUrl(), SampleCentral.PROJECT_ID, SampleCentral.FORM_ID);
    String token = CentralLogin.token(central.baseUrl());
    return new RentalFeed(samples(feed, token), samples(feed + "?%24expand=*", token));
  }

  private static List<Sample> samples(String url, String token)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token).build();
    byte[] answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray()).body();
    return StreamSupport.stream(JSON.readTree(answer).get("value").spliterator(), false)
        .filter(row -> !UNSTORABLE.matcher(row.toString()).find())
        .map(Sample::of)
        .toList();
  }

  /**
   * Writes an answer with this number of submissions, the newest first, as Central sends them.
   *
   * @return the file, from an earlier benchmark if there is one
   */
  Path file(Path directory, int size, boolean withPersons) throws IOException {
    Path file = directory.resolve("%s-%d.json".formatted(withPersons ? "persons" : "main", size));
    if (Files.exists(file)) {
      return file;
    }
    Files.createDirectories(directory);
    Path unfinished = Files.createTempFile(directory, "feed", ".json");
    List<Sample> samples = withPersons ? expanded : submissions;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished), 1 << 20)) {
      write(out, "{\"value\":[");
      for (int i = size - 1; i >= 0; i--) {
        write(out, row(samples, i));
        write(out, i == 0 ? "" : ",");
      }
      write(out, "],\"@odata.context\":\"$metadata#Submissions\"}");
    }
    return Files.move(unfinished, file);
  }

  /**
   * An answer with these submissions only, all edited.
   *
   * @param edit its number, so that each edit differs from the one before
   * @param time of the edit
   */
  byte[] edited(List<Integer> indexes, boolean withPersons, int edit, Instant time) {
    List<Sample> samples = withPersons ? expanded : submissions;
    List<String> rows = new ArrayList<>();
    for (int i : indexes) {
      rows.add(
          row(samples, i)
              .replace("\"updatedAt\":null", "\"updatedAt\":\"" + time + "\"")
              .replaceFirst("\"edits\":\\d+", "\"edits\":" + edit));
    }
    return ("{\"value\":[" + String.join(",", rows) + "]}").getBytes(UTF_8);
  }

  private static String row(List<Sample> samples, int index) {
    String id = "uuid:" + new UUID(new Random(index).nextLong(), index);
    Instant time = FIRST.plusSeconds((long) index * SECONDS_BETWEEN);
    return samples.get(index % samples.size()).with(id, time);
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(UTF_8));
  }
}
