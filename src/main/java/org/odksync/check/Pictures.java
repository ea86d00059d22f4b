package org.odksync.check;

import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.odksync.image.HeldObject;

/**
 * A look at what the bucket has of the files that are stored. Its files come from several threads.
 */
public final class Pictures {

  private static final int PAGE = 1_000;

  private static final Map<String, String> WORDS =
      Verification.ordered(
          "gone", "whose object is not there, or may not be read",
          "resized", "of another size",
          "changed", "with other bytes",
          "closed", "with a link that does not open",
          "replaced", "that Central has replaced");

  private final int sample;
  private final Differences differences;
  private final AtomicLong looked = new AtomicLong();
  private boolean more = true;
  private String lastSubmission = "";
  private String lastFile = "";

  /**
   * @param sample how many are picked by chance; 0 for all
   * @param limit how many ids of each difference are told
   */
  public Pictures(int sample, int limit) {
    this.sample = sample;
    this.differences = new Differences(limit);
  }

  public boolean isSampling() {
    return sample > 0;
  }

  public int sample() {
    return sample;
  }

  /** Whether there is more to be looked at. */
  public boolean isMore() {
    return more;
  }

  public String lastSubmission() {
    return lastSubmission;
  }

  public String lastFile() {
    return lastFile;
  }

  /**
   * The next files.
   *
   * @param rows of {@code verify/sample.sql} or {@code verify/pictures.sql}
   */
  public void picked(@Body List<Map<String, Object>> rows) {
    more = !isSampling() && rows.size() == PAGE;
    if (!rows.isEmpty()) {
      Map<String, Object> last = rows.get(rows.size() - 1);
      lastSubmission = String.valueOf(last.get("submission_id"));
      lastFile = String.valueOf(last.get("file_name"));
    }
  }

  /**
   * Whether Central has another version of a file, of whose MD5 it was asked. Where Central keeps
   * its files in a store of its own, that may know another hash of the same bytes: then their
   * number decides.
   *
   * @param file as the ledger has it
   * @param signed the address in that store; null where Central has answered itself
   */
  public boolean isReplaced(
      @Variable("file") Map<String, Object> file,
      @Variable("signed") @Nullable String signed,
      @Header(Exchange.HTTP_RESPONSE_CODE) int status,
      @Header("Content-Length") @Nullable Long length) {
    boolean unchanged = status == HttpURLConnection.HTTP_NOT_MODIFIED;
    return !unchanged && (signed == null || !Objects.equals(file.get("size"), length));
  }

  /**
   * One file.
   *
   * @param file as the ledger has it
   * @param held its object; null when there is none
   * @param opens whether its link does
   * @param replaced whether Central has another version
   */
  public void looked(
      @Variable("file") Map<String, Object> file,
      @Variable("held") @Nullable HeldObject held,
      @Variable("opens") boolean opens,
      @Variable("replaced") boolean replaced) {
    looked.incrementAndGet();
    String id = String.valueOf(file.get("submission_id"));
    if (held == null) {
      differences.add("gone", id);
    } else if (file.get("size") != null && !Objects.equals(file.get("size"), held.size())) {
      differences.add("resized", id);
    } else if (file.get("md5") != null && !file.get("md5").equals(held.md5())) {
      differences.add("changed", id);
    } else if (!opens) {
      differences.add("closed", id);
    } else if (replaced) {
      differences.add("replaced", id);
    }
  }

  Check check() {
    return differences.check(
        "pictures in the bucket", "%d looked at".formatted(looked.get()), WORDS);
  }
}
