package org.odksync.app;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.odksync.central.client.CentralUrls;
import org.odksync.config.Settings;
import org.odksync.image.FormsWithCheckedLinks;
import org.odksync.image.ImageBytes;
import org.odksync.image.ImageDecisions;
import org.odksync.image.ImageSettings;
import org.odksync.image.LinkFactory;
import org.odksync.image.LinkProbe;
import org.odksync.image.LinkSigner;
import org.odksync.image.MultipartUpload;
import org.odksync.image.ObjectKeys;
import org.odksync.image.PresignedLinks;
import org.odksync.image.S3Clients;
import org.odksync.image.StableLinkResolver;
import org.odksync.image.StableLinks;
import org.odksync.run.FailureClassifier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;

/** Binds the beans of images and links; most of them only if there is a bucket. */
final class ImageBeans {

  /** A thread waits for Central about half of the time. */
  private static final int THREADS_PER_WORKER = 2;

  /** Central answers so many conditional requests in a second, and in a week two million. */
  private static final int CHECKS_PER_MINUTE = 200;

  /** A run holds the files to check in memory. */
  private static final int MOST_CHECKS = 2_000;

  private final Wiring wiring;

  ImageBeans(Wiring wiring) {
    this.wiring = wiring;
  }

  void bind(CentralUrls central, FailureClassifier failures) {
    wiring.bind("formsWithCheckedLinks", new FormsWithCheckedLinks());
    wiring.settings().bucket().ifPresent(bucket -> bind(bucket, central, failures));
  }

  private void bind(Settings.Bucket bucket, CentralUrls central, FailureClassifier failures) {
    AwsCredentialsProvider credentials = S3Clients.credentials(bucket);
    if (credentials instanceof AutoCloseable closeable) {
      wiring.closedAtEnd(closeable);
    }
    S3Client s3 =
        wiring.closedAtEnd(
            S3Clients.client(
                bucket,
                credentials,
                threads(wiring.settings().sync()),
                wiring.timeouts(),
                wiring.outbound(),
                Clock.systemUTC()));
    wiring.bind("s3", s3);
    wiring.bind("multipartUpload", new MultipartUpload(s3, bucket.name()));
    Settings.Sync sync = wiring.settings().sync();
    ImageSettings imageSettings =
        new ImageSettings(
            sync.newestFirst(),
            Math.toIntExact(sync.imageRecheck().toDays()),
            mostChecks(sync.interval()),
            bucket.baseFolder(),
            S3Clients.name(bucket),
            S3Clients.keyName(bucket).orElse("none"));
    wiring.bind("imageSettings", imageSettings);
    wiring.bind(
        "imageDecisions",
        new ImageDecisions(
            imageSettings,
            central,
            new ObjectKeys(bucket.baseFolder()),
            new ImageBytes(
                sync.imageMegabytes() * ImageBytes.MEGABYTE,
                List.of(wiring.timeouts().text("images.types").split("[,\\s]+"))),
            bindLinks(bucket, credentials),
            failures));
  }

  private LinkFactory bindLinks(Settings.Bucket bucket, AwsCredentialsProvider credentials) {
    Clock clock = wiring.clock();
    LinkSigner signer =
        wiring.closedAtEnd(
            new LinkSigner(
                S3Clients.presigner(bucket, credentials), credentials, bucket.name(), clock));
    Settings.Links asked = wiring.settings().links();
    LinkFactory links =
        asked
            .publicUrl()
            .<LinkFactory>map(StableLinks::new)
            .orElseGet(() -> new PresignedLinks(signer, asked.life(), asked.threshold(), clock));
    wiring.bind("links", links);
    wiring.bind("linkResolver", new StableLinkResolver(signer, clock));
    wiring.bind(
        "linkProbe",
        wiring.closedAtEnd(
            new LinkProbe(
                wiring.timeouts().milliseconds("check.milliseconds"), wiring.outbound())));
    return links;
  }

  /** Of the pool that copies images. */
  static int threads(Settings.Sync sync) {
    return sync.workers() * THREADS_PER_WORKER;
  }

  /** How many stored images a run may check: new ones must not wait for long. */
  private static int mostChecks(Duration interval) {
    return (int) Math.min(Math.max(1, interval.toMinutes()) * CHECKS_PER_MINUTE, MOST_CHECKS);
  }
}
