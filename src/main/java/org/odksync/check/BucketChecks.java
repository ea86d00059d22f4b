package org.odksync.check;

import java.util.ArrayList;
import java.util.List;
import org.odksync.config.Settings;
import org.odksync.image.LinkProbe;
import org.odksync.image.StableLinkResolver;
import org.odksync.image.StoredObject;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Whether an object can be put into the bucket, and be looked at by its link. */
final class BucketChecks {

  private static final String WRITE = "bucket: write";
  private static final String READ = "bucket: read";
  private static final String LINK = "bucket: link";
  private static final String CLOCK = "bucket: clock";
  private static final String REMOVE = "bucket: remove";

  private final CheckRunner trial;
  private final LocalClock clock;
  private final Settings.Bucket bucket;
  private final S3Client s3;
  private final String key;

  BucketChecks(CheckRunner trial, LocalClock clock, Settings.Bucket bucket) {
    this.trial = trial;
    this.clock = clock;
    this.bucket = bucket;
    this.s3 = trial.bean("s3", S3Client.class);
    // always the same one: where it cannot be removed there is no second
    this.key = bucket.baseFolder() + "/odk-sync-doctor.txt";
  }

  List<Check> checks() {
    return trial.attempt(
        this::written,
        failure ->
            List.of(
                trial.failed(WRITE, "", failure),
                Check.notYet(READ),
                Check.notYet(LINK),
                Check.notYet(REMOVE)));
  }

  private List<Check> written() {
    s3.putObject(
        request -> request.bucket(bucket.name()).key(key).contentType("text/plain"),
        RequestBody.fromString("odk-sync doctor was here, and may not remove what it has put"));
    List<Check> checks = new ArrayList<>();
    checks.add(Check.ok(WRITE, bucket.place()));
    checks.add(trial.attempt(READ, this::read));
    checks.addAll(trial.attempt(this::links, failure -> List.of(trial.failed(LINK, "", failure))));
    checks.add(remove());
    return checks;
  }

  private Check read() {
    return StoredObject.in(s3, bucket.name(), key).isPresent()
        ? Check.ok(READ, "what was written is there")
        : Check.fail(READ, "what was written is not shown: give the key s3:GetObject");
  }

  private List<Check> links() {
    String link = trial.bean("linkResolver", StableLinkResolver.class).resolve(key).location();
    LinkProbe.Answer answer = trial.bean("linkProbe", LinkProbe.class).open(link);
    List<Check> checks = new ArrayList<>();
    checks.add(link(answer.status()));
    answer.time().ifPresent(theirs -> checks.add(clock.compared(CLOCK, "the store's", theirs)));
    return checks;
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

  private Check remove() {
    return trial.attempt(
        () -> {
          s3.deleteObject(request -> request.bucket(bucket.name()).key(key));
          return Check.ok(REMOVE, "allowed");
        },
        failure ->
            Check.ok(
                REMOVE,
                "the key has no s3:DeleteObject, which only IMAGE_HISTORY=remove needs; %s stays"
                    .formatted(key)));
  }
}
