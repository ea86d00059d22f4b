package org.odksync.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** What the machine can do without odk-sync, in seconds. */
final class Limits {

  private Limits() {}

  /** Downloads these feeds with curl, one after the other. */
  static double curl(FeedStub central, List<String> urls) throws IOException, InterruptedException {
    String token = CentralLogin.token(central.baseUrl());
    long start = System.nanoTime();
    for (String url : urls) {
      Process curl =
          new ProcessBuilder(
                  "curl",
                  "--fail",
                  "--silent",
                  "--noproxy",
                  "*",
                  "--header",
                  "Authorization: Bearer " + token,
                  "--output",
                  "/dev/null",
                  url)
              .inheritIO()
              .start();
      if (curl.waitFor() != 0) {
        throw new IllegalStateException("curl failed: " + url);
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /** Signs this number of links, with keys of the usual length. */
  static double presign(int links) {
    try (S3Presigner presigner =
        S3Presigner.builder()
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
            .build()) {
      long start = System.nanoTime();
      for (int i = 0; i < links; i++) {
        String key = "building-images/%d/%064d.jpg".formatted(i, i);
        presigner.presignGetObject(
            link ->
                link.signatureDuration(Duration.ofDays(7))
                    .getObjectRequest(object -> object.bucket("bucket").key(key)));
      }
      return (System.nanoTime() - start) / 1e9;
    }
  }

  /** Copies the rows of these tables into empty tables with the same columns and indexes. */
  static double copy(Installation installation, Path directory, List<String> tables)
      throws IOException, SQLException {
    CopyManager copy = new CopyManager(installation.connection().unwrap(BaseConnection.class));
    double seconds = 0;
    for (String table : tables) {
      Path file = directory.resolve("copy");
      try (OutputStream out = Files.newOutputStream(file)) {
        copy.copyOut("COPY \"%s\" TO STDOUT".formatted(table), out);
      }
      installation.execute(
          "CREATE TABLE limit_copy (LIKE \"%s\" INCLUDING INDEXES)".formatted(table));
      long start = System.nanoTime();
      try (InputStream in = Files.newInputStream(file)) {
        copy.copyIn("COPY limit_copy FROM STDIN", in, 1 << 16);
      }
      seconds += (System.nanoTime() - start) / 1e9;
      installation.execute("DROP TABLE limit_copy");
      Files.delete(file);
    }
    return seconds;
  }
}
