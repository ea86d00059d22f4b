package org.odksync.image;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.odksync.run.StatementParameters;

/**
 * The links that one run renews. No link is renewed twice: the run selects only links that expire
 * before all links it has signed, even if its credentials change. Not thread-safe.
 */
public final class LinkRenewal implements StatementParameters {

  private static final String INFINITY = "infinity";

  private final LinkFactory links;
  private final ImageSettings settings;
  private Instant before;
  private String lastSubmission = "";
  private String lastFile = "";

  LinkRenewal(LinkFactory links, ImageSettings settings) {
    this.links = links;
    this.settings = settings;
    this.before = links.renewBefore().orElse(Instant.MAX);
  }

  /** Parameters that select the next links: those that expire soon, or the next in the ledger. */
  @Override
  public Map<String, Object> parameters() {
    Map<String, Object> parameters = new HashMap<>(settings.parameters());
    parameters.put("permanent", links.stablePrefix());
    parameters.put("renew_before", before.equals(Instant.MAX) ? INFINITY : before.toString());
    parameters.put("last_submission", lastSubmission);
    parameters.put("last_file", lastFile);
    return parameters;
  }

  /**
   * Signs links for rows of the ledger, on all cores: a signature is the work of 0.1 ms. Returns
   * the parameters of {@code links/update.sql}.
   *
   * @param rows with submission_id, file_name and object_key
   */
  public StatementParameters renew(List<Map<String, Object>> rows) {
    List<Link> signed = rows.parallelStream().map(row -> links.of(key(row))).toList();
    ArrayNode renewed = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < rows.size(); i++) {
      Map<String, Object> row = rows.get(i);
      lastSubmission = String.valueOf(row.get("submission_id"));
      lastFile = String.valueOf(row.get("file_name"));
      Link link = signed.get(i);
      link.expiry().filter(before::isAfter).ifPresent(sooner -> before = sooner);
      renewed
          .addObject()
          .put("submission_id", lastSubmission)
          .put("file_name", lastFile)
          .put("object_key", key(row))
          .put("url", link.url())
          .put("url_expires_at", link.expiry().map(Instant::toString).orElse(null));
    }
    Map<String, Object> parameters = new HashMap<>(settings.parameters());
    parameters.put("links", renewed.toString());
    return () -> parameters;
  }

  private static String key(Map<String, Object> row) {
    return String.valueOf(row.get("object_key"));
  }
}
