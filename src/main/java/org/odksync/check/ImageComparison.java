package org.odksync.check;

import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.odksync.central.client.CentralClient;
import org.odksync.central.client.CentralUrls;
import org.odksync.form.Form;
import org.odksync.image.LinkProbe;
import org.odksync.image.StoredObject;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Compares the stored images of a form with their objects in the bucket, opens their links, and
 * checks Central for newer versions. Works in parallel.
 */
final class ImageComparison {

  static final String SUBJECT = "images in the bucket";

  private static final int PAGE = 1_000;

  /** Central redirects to its own S3 store. */
  private static final int REDIRECT_TO_STORE = 307;

  private final CheckRunner runner;
  private final Form form;
  private final String bucket;
  private final int workers;
  private final CentralClient client;
  private final CentralUrls central;
  private final S3Client s3;
  private final LinkProbe links;
  private final Differences differences;
  private final AtomicLong compared = new AtomicLong();

  /**
   * @param bucket its name
   * @param workers how many files to compare at a time
   * @param limit how many ids to report for each kind of difference
   */
  ImageComparison(CheckRunner runner, Form form, String bucket, int workers, int limit) {
    this.runner = runner;
    this.form = form;
    this.bucket = bucket;
    this.workers = workers;
    this.client = runner.bean("centralClient", CentralClient.class);
    this.central = runner.bean("central", CentralUrls.class);
    this.s3 = runner.bean("s3", S3Client.class);
    this.links = runner.bean("linkProbe", LinkProbe.class);
    this.differences = new Differences(limit);
  }

  /**
   * @param sample how many files to pick at random; 0 for all
   */
  Check check(int sample) {
    ExecutorService threads = Executors.newFixedThreadPool(workers);
    try {
      if (sample > 0) {
        compareAll(runner.rows("verify/sample", form, Map.of("sample", sample)), threads);
      } else {
        compareAllPages(threads);
      }
    } finally {
      threads.shutdownNow();
    }
    return differences.check(
        SUBJECT, "%d compared".formatted(compared.get()), DifferenceKind.OF_IMAGES);
  }

  private void compareAllPages(ExecutorService threads) {
    Map<String, Object> after = Map.of("last_submission", "", "last_file", "");
    List<Map<String, Object>> page;
    do {
      page = runner.rows("verify/images", form, after);
      compareAll(page, threads);
      if (!page.isEmpty()) {
        Map<String, Object> last = page.get(page.size() - 1);
        after =
            Map.of(
                "last_submission",
                text(last, "submission_id"),
                "last_file",
                text(last, "file_name"));
      }
    } while (page.size() == PAGE);
  }

  private void compareAll(List<Map<String, Object>> files, ExecutorService threads) {
    List<? extends Future<?>> comparisons =
        files.stream().map(file -> threads.submit(() -> compare(file))).toList();
    for (Future<?> comparison : comparisons) {
      try {
        comparison.get();
      } catch (ExecutionException failed) {
        if (failed.getCause() instanceof RuntimeException cause) {
          throw cause;
        }
        throw new IllegalStateException(failed.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  private void compare(Map<String, Object> file) {
    compared.incrementAndGet();
    difference(file).ifPresent(kind -> differences.add(kind, text(file, "submission_id")));
  }

  private Optional<String> difference(Map<String, Object> file) {
    Optional<StoredObject> found = StoredObject.in(s3, bucket, text(file, "object_key"));
    if (found.isEmpty()) {
      return Optional.of("gone");
    }
    StoredObject object = found.get();
    Object size = file.get("size");
    Object md5 = file.get("md5");
    if (size != null && !size.equals(object.size())) {
      return Optional.of("resized");
    } else if (md5 != null && !md5.equals(object.md5())) {
      return Optional.of("changed");
    } else if (file.get("url") != null && !links.opens(text(file, "url"))) {
      return Optional.of("closed");
    }
    return md5 != null && isReplaced(file) ? Optional.of("replaced") : Optional.empty();
  }

  /**
   * Whether Central has a file with another MD5. A file that Central no longer has does not count
   * as replaced. When Central redirects to its own store, whose ETag may be another hash of the
   * same bytes, the size decides.
   */
  private boolean isReplaced(Map<String, Object> file) {
    String etag = "\"%s\"".formatted(text(file, "md5"));
    CentralClient.Headers answer =
        client.headers(
            central.attachment(form, text(file, "submission_id"), text(file, "file_name")), etag);
    if (answer.status() == REDIRECT_TO_STORE) {
      CentralClient.Headers storeAnswer =
          client.headersWithoutSession(central.signed(answer.location()), etag);
      if (storeAnswer.status() != HttpURLConnection.HTTP_OK
          && storeAnswer.status() != HttpURLConnection.HTTP_NOT_MODIFIED) {
        central.refusedByStore(storeAnswer.status());
      }
      return storeAnswer.status() == HttpURLConnection.HTTP_OK
          && !Objects.equals(file.get("size"), storeAnswer.size());
    }
    return answer.status() == HttpURLConnection.HTTP_OK;
  }

  private static String text(Map<String, Object> row, String column) {
    return String.valueOf(row.get(column));
  }
}
