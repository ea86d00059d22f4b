package org.odksync.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/**
 * Uploads an image whose sender does not say how long it is, without holding more of it than a
 * part: camel-aws2-s3 would read it whole into memory. A few at once; the others wait for these.
 */
public final class MultipartUpload {

  /** The store takes no smaller ones, but for the last. */
  static final int PART_BYTES = 5 * 1024 * 1024;

  private static final int AT_ONCE = 4;

  private final Semaphore turns = new Semaphore(AT_ONCE, true);
  private final S3Client s3;
  private final String bucket;

  public MultipartUpload(S3Client s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  /** Stores the whole of it, or nothing. */
  public void put(ImageStream image, String key) throws IOException, InterruptedException {
    turns.acquire();
    try {
      upload(image, key);
    } finally {
      turns.release();
    }
  }

  private void upload(ImageStream image, String key) throws IOException {
    byte[] part = new byte[PART_BYTES];
    int length = image.readNBytes(part, 0, PART_BYTES);
    if (length < PART_BYTES) {
      s3.putObject(
          request ->
              request
                  .bucket(bucket)
                  .key(key)
                  .contentType(image.type())
                  .metadata(StoredObject.metadata(image.md5())),
          body(part, length));
      return;
    }
    String upload =
        s3.createMultipartUpload(
                request ->
                    request
                        .bucket(bucket)
                        .key(key)
                        .contentType(image.type())
                        .metadata(StoredObject.metadata(image.md5())))
            .uploadId();
    Consumer<UploadPartRequest.Builder> target =
        request -> request.bucket(bucket).key(key).uploadId(upload);
    try {
      List<CompletedPart> parts = putAll(image, part, target);
      s3.completeMultipartUpload(
          request ->
              request
                  .bucket(bucket)
                  .key(key)
                  .uploadId(upload)
                  .multipartUpload(all -> all.parts(parts)));
    } catch (IOException | RuntimeException failure) {
      abort(key, upload, failure);
      throw failure;
    }
  }

  private List<CompletedPart> putAll(
      InputStream rest, byte[] part, Consumer<UploadPartRequest.Builder> target)
      throws IOException {
    List<CompletedPart> parts = new ArrayList<>();
    for (int length = PART_BYTES; length > 0; length = rest.readNBytes(part, 0, PART_BYTES)) {
      int number = parts.size() + 1;
      UploadPartRequest request =
          UploadPartRequest.builder().applyMutation(target).partNumber(number).build();
      String etag = s3.uploadPart(request, body(part, length)).eTag();
      parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
    }
    return parts;
  }

  /** Of the bytes themselves, not of a copy. */
  private static RequestBody body(byte[] part, int length) {
    return RequestBody.fromContentProvider(
        () -> new ByteArrayInputStream(part, 0, length), length, "application/octet-stream");
  }

  /** What was sent of it would be paid for. */
  private void abort(String key, String upload, Exception failure) {
    try {
      s3.abortMultipartUpload(request -> request.bucket(bucket).key(key).uploadId(upload));
    } catch (SdkException alsoRefused) {
      failure.addSuppressed(alsoRefused);
    }
  }
}
