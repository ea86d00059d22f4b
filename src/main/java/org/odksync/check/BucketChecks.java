package org.odksync.check;

import java.util.ArrayList;
import java.util.List;
import org.odksync.config.Settings;
import org.odksync.image.LinkProbe;
import org.odksync.image.StableLinkResolver;
import org.odksync.image.StoredObject;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Checks that the bucket accepts an object, and that its link opens. */
final class BucketChecks {

  private static final String WRITE = "bucket: write";
  private static final String READ = "bucket: read";
  private static final String LINK = "bucket: link";
  private static final String CLOCK = "bucket: clock";
  private static final String REMOVE = "bucket: remove";

  private final CheckRunner runner;
  private final ClockComparison clocks;
  private final Settings.Bucket bucket;
  private final S3Client s3;
  private final String key;

  BucketChecks(CheckRunner runner, ClockComparison clocks, Settings.Bucket bucket) {
    this.runner = runner;
    this.clocks = clocks;
    this.bucket = bucket;
    this.s3 = runner.bean("s3", S3Client.class);
    // one fixed key: without s3:DeleteObject each check would leave another object
    this.key = bucket.baseFolder() + "/odk-sync-doctor.txt";
  }

  List<Check> checks() {
    return runner.attempt(
        this::writeAndCheck,
        failure ->
            List.of(
                runner.failed(WRITE, "", failure),
                Check.blocked(READ),
                Check.blocked(LINK),
                Check.blocked(REMOVE)));
  }

  private List<Check> writeAndCheck() {
    s3.putObject(
        request -> request.bucket(bucket.name()).key(key).contentType("text/plain"),
        RequestBody.fromString(
            "Written by odk-sync doctor, which lacks s3:DeleteObject to remove it."));
    List<Check> checks = new ArrayList<>();
    checks.add(Check.ok(WRITE, bucket.place()));
    checks.add(runner.attempt(READ, this::read));
    checks.addAll(
        runner.attempt(this::links, failure -> List.of(runner.failed(LINK, "", failure))));
    checks.add(remove());
    return checks;
  }

  private Check read() {
    return StoredObject.in(s3, bucket.name(), key).isPresent()
        ? Check.ok(READ, "the written object is readable")
        : Check.fail(READ, "the written object cannot be read: allow the key s3:GetObject");
  }

  private List<Check> links() {
    String link = runner.bean("linkResolver", StableLinkResolver.class).resolve(key).location();
    LinkProbe.Answer answer = runner.bean("linkProbe", LinkProbe.class).open(link);
    List<Check> checks = new ArrayList<>();
    checks.add(link(answer.status()));
    answer.time().ifPresent(time -> checks.add(clocks.compare(CLOCK, "the store", time)));
    return checks;
  }

  private static Check link(int status) {
    return switch (status) {
      case 200, 206 -> Check.ok(LINK, "opens without a login");
      case LinkProbe.NO_ANSWER ->
          Check.fail(
              LINK,
              "does not open from this machine: browsers must reach the store at this address");
      default ->
          Check.fail(
              LINK,
              "answers %d: check s3:GetObject of the key, the region and the clock"
                  .formatted(status));
    };
  }

  private Check remove() {
    return runner.attempt(
        () -> {
          s3.deleteObject(request -> request.bucket(bucket.name()).key(key));
          return Check.ok(REMOVE, "allowed");
        },
        failure ->
            Check.ok(
                REMOVE,
                "the key lacks s3:DeleteObject, which only IMAGE_HISTORY=remove needs; %s remains"
                    .formatted(key)));
  }
}
