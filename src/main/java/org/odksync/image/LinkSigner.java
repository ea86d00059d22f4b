package org.odksync.image;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Presigned links to objects in the bucket: whoever has one may read that object until it expires.
 */
public final class LinkSigner implements AutoCloseable {

  private final S3Presigner presigner;
  private final String bucket;
  private final Duration life;
  private final Clock clock;

  public LinkSigner(S3Presigner presigner, String bucket, Duration life, Clock clock) {
    this.presigner = presigner;
    this.bucket = bucket;
    this.life = life;
    this.clock = clock;
  }

  public Link sign(String objectKey) {
    Instant expires = clock.instant().plus(life);
    String url =
        presigner
            .presignGetObject(
                request ->
                    request
                        .signatureDuration(life)
                        .getObjectRequest(object -> object.bucket(bucket).key(objectKey)))
            .url()
            .toExternalForm();
    return new Link(url, expires);
  }

  /**
   * Fresh links for rows of the ledger, as the parameter of {@code urls/update.sql}.
   *
   * @param rows with submission_id, file_name and object_key
   */
  public String signAll(List<Map<String, Object>> rows) {
    ArrayNode links = JsonNodeFactory.instance.arrayNode();
    for (Map<String, Object> row : rows) {
      Link link = sign(String.valueOf(row.get("object_key")));
      links
          .addObject()
          .put("submission_id", String.valueOf(row.get("submission_id")))
          .put("file_name", String.valueOf(row.get("file_name")))
          .put("url", link.url())
          .put("url_expires_at", link.expires());
    }
    return links.toString();
  }

  @Override
  public void close() {
    presigner.close();
  }

  /** A link and when it stops working. */
  public record Link(String url, String expires) {

    Link(String url, Instant expires) {
      this(url, expires.toString());
    }
  }
}
