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
 * Uploads an image of unknown length and holds only one part in memory; camel-aws2-s3 would read
 * all of it into memory. A semaphore limits the number of concurrent uploads.
 */
public final class MultipartUpload {

  /** The smallest part that S3 accepts, except for the last one. */
  static final int PART_BYTES = 5 * 1024 * 1024;

  private static final int MAX_CONCURRENT = 4;

  private final Semaphore uploads = new Semaphore(MAX_CONCURRENT, true);
  private final S3Client s3;
  private final String bucket;

  public MultipartUpload(S3Client s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  /** Stores the complete image or nothing. */
  public void put(ImageStream image, String key) throws IOException, InterruptedException {
    uploads.acquire();
    try {
      upload(image, key);
    } finally {
      uploads.release();
    }
  }

  private void upload(ImageStream image, String key) throws IOException {
    byte[] part = new byte[PART_BYTES];
    int length = image.readNBytes(part, 0, PART_BYTES);
    if (length < PART_BYTES) {
      uploadWhole(image, key, body(part, length));
    } else {
      uploadInParts(image, key, part);
    }
  }

  private void uploadWhole(ImageStream image, String key, RequestBody body) {
    s3.putObject(
        request ->
            request
                .bucket(bucket)
                .key(key)
                .contentType(image.type())
                .metadata(StoredObject.metadata(image.md5())),
        body);
  }

  private void uploadInParts(ImageStream image, String key, byte[] part) throws IOException {
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
      List<CompletedPart> parts = uploadParts(image, part, target);
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

  private List<CompletedPart> uploadParts(
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

  /** Wraps the bytes without a copy. */
  private static RequestBody body(byte[] part, int length) {
    return RequestBody.fromContentProvider(
        () -> new ByteArrayInputStream(part, 0, length), length, "application/octet-stream");
  }

  /** Aborts the upload: the store would charge for its parts. */
  private void abort(String key, String upload, Exception failure) {
    try {
      s3.abortMultipartUpload(request -> request.bucket(bucket).key(key).uploadId(upload));
    } catch (SdkException abortFailure) {
      failure.addSuppressed(abortFailure);
    }
  }
}
