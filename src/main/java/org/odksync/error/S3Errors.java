package org.odksync.error;

import java.util.Optional;
import org.apache.http.impl.execchain.TunnelRefusedException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Explains the errors of the S3 store to an operator. */
final class S3Errors {

  private static final int SERVER_ERROR = 500;

  private S3Errors() {}

  /** Returns empty for a failure that is not the store's. */
  static Optional<Diagnosis> of(Throwable cause) {
    if (!(cause instanceof SdkException refused)) {
      return Optional.empty();
    }
    return Optional.of(
        refused instanceof S3Exception answer && answer.statusCode() != 0
            ? refusedByStore(answer)
            : withoutAnswer(refused));
  }

  static boolean isNotFound(Throwable cause) {
    return cause instanceof S3Exception answer && answer.statusCode() == 404;
  }

  private static Diagnosis withoutAnswer(SdkException refused) {
    return refusedByProxy(refused)
        .or(() -> CertificateErrors.of(ErrorClass.S3, "the S3 store", refused))
        .orElseGet(() -> connectionFailure(refused));
  }

  /** Explains that a proxy refused the connection. */
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
                        : "ask the operator of the proxy to allow it, or list its host in NO_PROXY"))
        .findFirst();
  }

  private static Diagnosis connectionFailure(SdkException refused) {
    return Diagnosis.causes(refused).anyMatch(CentralErrors::isUnreachable)
        ? new Diagnosis(
            ErrorClass.S3,
            "the S3 store cannot be reached",
            "check AWS_ENDPOINT_URL_S3 and AWS_DEFAULT_REGION")
        : new Diagnosis(
            ErrorClass.S3, "the connection to the S3 store broke", "the next run tries again");
  }

  private static Diagnosis refusedByStore(S3Exception answer) {
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

  /** Whether a retry may succeed: throttling, a server error, or a broken connection. */
  static boolean isTransient(@Nullable Throwable cause) {
    return cause instanceof SdkServiceException answer
        ? answer.isThrottlingException() || answer.statusCode() >= SERVER_ERROR
        : cause instanceof SdkClientException;
  }
}
