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
 * What the bucket has under a key.
 *
 * @param md5 of its bytes, in hex; of an object that was not stored by us its ETag, which is the
 *     MD5 unless the store encrypted it or took it in parts: then it is equal to none
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

  /** What the bucket has under a key; empty for nothing, or where the key to it may not tell. */
  public static Optional<StoredObject> in(S3Client s3, String bucket, String key) {
    try {
      return Optional.of(of(s3.headObject(head -> head.bucket(bucket).key(key))));
    } catch (S3Exception refused) {
      // 403: nothing, or something, for a key that may not list the bucket
      if (refused.statusCode() == HttpURLConnection.HTTP_NOT_FOUND
          || refused.statusCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  /** What to keep with an object that is stored now. */
  public static Map<String, String> metadata(@Nullable String md5) {
    return md5 == null || md5.isEmpty() ? Map.of() : Map.of(MD5, md5);
  }

  /** As Central gives it for the same bytes. */
  public String etag() {
    return "\"" + md5 + "\"";
  }
}
