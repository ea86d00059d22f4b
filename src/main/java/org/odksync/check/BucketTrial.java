package org.odksync.check;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.odksync.config.Settings;
import org.odksync.image.LinkProbe;

/** Whether an object can be put into the bucket, and be looked at by its link. */
final class BucketTrial {

  private static final String WRITE = "bucket: write";
  private static final String READ = "bucket: read";
  private static final String LINK = "bucket: link";
  private static final String CLOCK = "bucket: clock";
  private static final String REMOVE = "bucket: remove";

  private final Trial trial;
  private final Clock clock;

  BucketTrial(Trial trial, Clock clock) {
    this.trial = trial;
    this.clock = clock;
  }

  List<Check> checks(Settings.Bucket bucket) {
    // always the same one: where it cannot be removed there is no second
    Map<String, Object> key = Map.of("object_key", bucket.baseFolder() + "/odk-sync-doctor.txt");
    Exchange written = trial.of("direct:doctor.write", key);
    if (written.isFailed()) {
      return List.of(
          trial.failed(WRITE, "", written),
          Check.notYet(READ),
          Check.notYet(LINK),
          Check.notYet(REMOVE));
    }
    List<Check> checks = new ArrayList<>();
    checks.add(Check.ok(WRITE, bucket.place()));
    checks.add(read(key));
    checks.addAll(links(key));
    checks.add(remove(key));
    return checks;
  }

  private Check read(Map<String, Object> key) {
    Exchange read = trial.of("direct:images.held", key);
    if (read.isFailed()) {
      return trial.failed(READ, "", read);
    }
    return read.getVariable("held") == null
        ? Check.fail(READ, "what was written is not shown: give the key s3:GetObject")
        : Check.ok(READ, "what was written is there");
  }

  private List<Check> links(Map<String, Object> key) {
    Exchange opened = trial.of("direct:doctor.open", key);
    if (opened.isFailed()) {
      return List.of(trial.failed(LINK, "", opened));
    }
    LinkProbe.Answer answer = opened.getMessage().getBody(LinkProbe.Answer.class);
    return Stream.concat(
            Stream.of(link(answer.status())),
            answer.time().stream()
                .map(
                    theirs ->
                        CentralTrial.compared(
                            CLOCK, "the store's", Duration.between(theirs, clock.instant()))))
        .toList();
  }

  private static Check link(int status) {
    return switch (status) {
      case 200, 206 -> Check.ok(LINK, "opens without a login");
      case LinkProbe.NO_ANSWER ->
          Check.fail(
              LINK,
              "does not open from here: browsers need to reach the store at that address too");
      default ->
          Check.fail(
              LINK,
              "is answered with %d: check s3:GetObject of the key, the region and the clock"
                  .formatted(status));
    };
  }

  private Check remove(Map<String, Object> key) {
    Exchange removed = trial.of("direct:doctor.remove", key);
    return removed.isFailed()
        ? Check.ok(
            REMOVE,
            "the key has no s3:DeleteObject, which only IMAGE_HISTORY=remove needs; %s stays"
                .formatted(key.get("object_key")))
        : Check.ok(REMOVE, "allowed");
  }
}
