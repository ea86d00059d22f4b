package org.odksync.image;

import org.odksync.error.ErrorClass;
import org.odksync.error.SyncFailure;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Credentials that the AWS SDK finds in the environment of the process, such as the role of a
 * container or machine. The SDK renews them before they expire.
 */
final class AmbientCredentials implements AwsCredentialsProvider, AutoCloseable {

  private final DefaultCredentialsProvider provider = DefaultCredentialsProvider.builder().build();

  @Override
  public AwsCredentials resolveCredentials() {
    try {
      return provider.resolveCredentials();
    } catch (SdkClientException none) {
      throw new SyncFailure(
          ErrorClass.S3,
          "no credentials for the bucket: set AWS_ACCESS_KEY_ID and"
              + " AWS_SECRET_ACCESS_KEY, or give the machine or container a role",
          none);
    }
  }

  @Override
  public void close() {
    provider.close();
  }
}
