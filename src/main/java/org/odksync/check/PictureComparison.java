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
 * Compares the stored files of a form with their objects, opens their links, and looks for other
 * versions at Central; several at a time.
 */
final class PictureComparison {

  static final String SUBJECT = "pictures in the bucket";

  private static final int PAGE = 1_000;

  /** Where Central does not send a file itself, but its store does. */
  private static final int ELSEWHERE = 307;

  private final CheckRunner trial;
  private final Form form;
  private final String bucket;
  private final int workers;
  private final CentralClient client;
  private final CentralUrls central;
  private final S3Client s3;
  private final LinkProbe links;
  private final Differences differences;
  private final AtomicLong looked = new AtomicLong();

  /**
   * @param bucket its name
   * @param workers how many files are looked at at a time
   * @param limit how many ids of each difference are told
   */
  PictureComparison(CheckRunner trial, Form form, String bucket, int workers, int limit) {
    this.trial = trial;
    this.form = form;
    this.bucket = bucket;
    this.workers = workers;
    this.client = trial.bean("centralClient", CentralClient.class);
    this.central = trial.bean("central", CentralUrls.class);
    this.s3 = trial.bean("s3", S3Client.class);
    this.links = trial.bean("linkProbe", LinkProbe.class);
    this.differences = new Differences(limit);
  }

  /**
   * @param sample how many are picked by chance; 0 for all
   */
  Check check(int sample) {
    ExecutorService threads = Executors.newFixedThreadPool(workers);
    try {
      if (sample > 0) {
        look(trial.rows("verify/sample", form, Map.of("sample", sample)), threads);
      } else {
        lookAtAll(threads);
      }
    } finally {
      threads.shutdownNow();
    }
    return differences.check(
        SUBJECT, "%d looked at".formatted(looked.get()), DifferenceKind.OF_PICTURES);
  }

  private void lookAtAll(ExecutorService threads) {
    Map<String, Object> after = Map.of("last_submission", "", "last_file", "");
    List<Map<String, Object>> page;
    do {
      page = trial.rows("verify/pictures", form, after);
      look(page, threads);
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

  private void look(List<Map<String, Object>> files, ExecutorService threads) {
    List<? extends Future<?>> looks =
        files.stream().map(file -> threads.submit(() -> look(file))).toList();
    for (Future<?> look : looks) {
      try {
        look.get();
      } catch (ExecutionException failed) {
        if (failed.getCause() instanceof RuntimeException cause) {
          throw cause;
        }
        throw new IllegalStateException(failed.getCause());
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(stopped);
      }
    }
  }

  private void look(Map<String, Object> file) {
    looked.incrementAndGet();
    difference(file).ifPresent(kind -> differences.add(kind, text(file, "submission_id")));
  }

  private Optional<String> difference(Map<String, Object> file) {
    Optional<StoredObject> found = StoredObject.in(s3, bucket, text(file, "object_key"));
    if (found.isEmpty()) {
      return Optional.of("gone");
    }
    StoredObject held = found.get();
    Object size = file.get("size");
    Object md5 = file.get("md5");
    if (size != null && !size.equals(held.size())) {
      return Optional.of("resized");
    } else if (md5 != null && !md5.equals(held.md5())) {
      return Optional.of("changed");
    } else if (file.get("url") != null && !links.opens(text(file, "url"))) {
      return Optional.of("closed");
    }
    return md5 != null && isReplaced(file) ? Optional.of("replaced") : Optional.empty();
  }

  /**
   * Whether Central has another version than that of the MD5. What it has no more is kept, and no
   * other version. Where Central keeps its files in a store of its own, that may know another hash
   * of the same bytes: then their number decides.
   */
  private boolean isReplaced(Map<String, Object> file) {
    String etag = "\"%s\"".formatted(text(file, "md5"));
    CentralClient.Headers answer =
        client.headers(
            central.attachment(form, text(file, "submission_id"), text(file, "file_name")), etag);
    if (answer.status() == ELSEWHERE) {
      CentralClient.Headers ofStore =
          client.headersWithoutSession(central.signed(answer.location()), etag);
      if (ofStore.status() != HttpURLConnection.HTTP_OK
          && ofStore.status() != HttpURLConnection.HTTP_NOT_MODIFIED) {
        central.refusedByStore(ofStore.status());
      }
      return ofStore.status() == HttpURLConnection.HTTP_OK
          && !Objects.equals(file.get("size"), ofStore.size());
    }
    return answer.status() == HttpURLConnection.HTTP_OK;
  }

  private static String text(Map<String, Object> row, String column) {
    return String.valueOf(row.get(column));
  }
}
