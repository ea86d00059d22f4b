package org.odksync.image;

import org.jspecify.annotations.Nullable;
import org.odksync.config.Settings;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** Adds cache control and encryption to each upload, single or multipart. */
final class ObjectHeaders implements ExecutionInterceptor {

  private final String cacheControl;
  private final @Nullable String encryption;
  private final @Nullable String key;

  ObjectHeaders(Settings.Bucket bucket, String cacheControl) {
    this.cacheControl = cacheControl;
    this.encryption = bucket.encryption().map(Settings.Encryption::algorithm).orElse(null);
    this.key = bucket.encryption().flatMap(Settings.Encryption::key).orElse(null);
  }

  @Override
  public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
    if (context.request() instanceof PutObjectRequest whole) {
      return whole.toBuilder()
          .cacheControl(cacheControl)
          .serverSideEncryption(encryption)
          .ssekmsKeyId(key)
          .build();
    }
    if (context.request() instanceof CreateMultipartUploadRequest parts) {
      return parts.toBuilder()
          .cacheControl(cacheControl)
          .serverSideEncryption(encryption)
          .ssekmsKeyId(key)
          .build();
    }
    return context.request();
  }
}
