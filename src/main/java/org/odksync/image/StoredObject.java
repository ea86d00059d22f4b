package org.odksync.image;

import java.net.HttpURLConnection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * An object in the bucket.
 *
 * @param md5 in hex; for an object that another program stored its ETag, which is the MD5 unless
 *     the object is encrypted or was uploaded in parts: then it equals no MD5
 * @param size in bytes
 */
public record StoredObject(String md5, long size, String contentType) {

  private static final String MD5 = "md5";

  public static StoredObject of(HeadObjectResponse answer) {
    String md5 =
        answer
            .metadata()
            .getOrDefault(MD5, Objects.requireNonNullElse(answer.eTag(), "").replace("\"", ""));
    return new StoredObject(md5, answer.contentLength(), answer.contentType());
  }

  /** The object under a key; empty if there is none, or the credentials may not see it. */
  public static Optional<StoredObject> in(S3Client s3, String bucket, String key) {
    try {
      return Optional.of(of(s3.headObject(head -> head.bucket(bucket).key(key))));
    } catch (S3Exception refused) {
      // S3 answers 403 instead of 404 if the credentials may not list the bucket
      if (refused.statusCode() == HttpURLConnection.HTTP_NOT_FOUND
          || refused.statusCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  /** Metadata for an upload. */
  public static Map<String, String> metadata(@Nullable String md5) {
    return md5 == null || md5.isEmpty() ? Map.of() : Map.of(MD5, md5);
  }

  /** The ETag that Central gives for the same bytes. */
  public String etag() {
    return "\"" + md5 + "\"";
  }
}
