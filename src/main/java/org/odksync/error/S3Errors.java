package org.odksync.error;

import java.util.Optional;
import org.apache.http.impl.execchain.TunnelRefusedException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What the S3 store's answers mean for an operator. */
final class S3Errors {

  private static final int SERVER_ERROR = 500;

  private S3Errors() {}

  /** Empty for what does not come from the store. */
  static Optional<Diagnosis> of(Throwable cause) {
    if (!(cause instanceof SdkException refused)) {
      return Optional.empty();
    }
    return Optional.of(
        refused instanceof S3Exception answer && answer.statusCode() != 0
            ? answered(answer)
            : silent(refused));
  }

  static boolean isOfAbsence(Throwable cause) {
    return cause instanceof S3Exception answer && answer.statusCode() == 404;
  }

  private static Diagnosis silent(SdkException refused) {
    return refusedByProxy(refused)
        .or(() -> CertificateErrors.of(ErrorClass.S3, "the S3 store", refused))
        .orElseGet(() -> broken(refused));
  }

  /** Where a proxy did not connect us. */
  private static Optional<Diagnosis> refusedByProxy(SdkException refused) {
    return Diagnosis.causes(refused)
        .filter(TunnelRefusedException.class::isInstance)
        .map(
            cause -> ((TunnelRefusedException) cause).getResponse().getStatusLine().getStatusCode())
        .map(
            status ->
                new Diagnosis(
                    ErrorClass.S3,
                    "the proxy refused the connection to the S3 store with " + status,
                    status == 407
                        ? Intermediary.PROXY_LOGIN
                        : "ask whoever runs the proxy to let it pass, or list its host in NO_PROXY"))
        .findFirst();
  }

  private static Diagnosis broken(SdkException refused) {
    return Diagnosis.causes(refused).anyMatch(CentralErrors::isUnreachable)
        ? new Diagnosis(
            ErrorClass.S3,
            "the S3 store cannot be reached",
            "check AWS_ENDPOINT_URL_S3 and AWS_DEFAULT_REGION")
        : new Diagnosis(
            ErrorClass.S3, "the connection to the S3 store broke", "the next run tries again");
  }

  private static Diagnosis answered(S3Exception answer) {
    String code =
        Optional.ofNullable(answer.awsErrorDetails())
            .map(AwsErrorDetails::errorCode)
            .orElse(String.valueOf(answer.statusCode()));
    String remedy =
        switch (code) {
          case "NoSuchBucket" -> "create the bucket, or correct AWS_BUCKET_NAME";
          case "InvalidAccessKeyId", "SignatureDoesNotMatch", "403" ->
              "check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";
          case "AccessDenied" ->
              "give the key s3:PutObject and s3:GetObject on the bucket AWS_BUCKET_NAME";
          case "407" -> Intermediary.PROXY_LOGIN;
          default -> "the next run tries again";
        };
    return new Diagnosis(ErrorClass.S3, "the S3 store answered " + code, remedy);
  }

  /** SlowDown, a server in trouble, or a connection that broke: not what the store refuses. */
  static boolean isPassing(@Nullable Throwable cause) {
    return cause instanceof SdkServiceException answer
        ? answer.isThrottlingException() || answer.statusCode() >= SERVER_ERROR
        : cause instanceof SdkClientException;
  }
}
