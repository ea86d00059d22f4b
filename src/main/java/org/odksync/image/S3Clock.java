package org.odksync.image;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.hc.client5.http.utils.DateUtils;
import org.odksync.error.ErrorClass;
import org.odksync.error.SyncFailure;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Says by how much the store's clock differs from ours when it refuses a request for that. */
final class S3Clock implements ExecutionInterceptor {

  private final InstantSource clock;

  /**
   * @param clock ours
   */
  S3Clock(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Throwable modifyException(Context.FailedExecution failed, ExecutionAttributes attributes) {
    if (!(failed.exception() instanceof S3Exception refused) || !refused.isClockSkewException()) {
      return failed.exception();
    }
    Optional<Duration> ahead =
        failed
            .httpResponse()
            .flatMap(answer -> answer.firstMatchingHeader("Date"))
            .map(DateUtils::parseStandardDate)
            .map(theirs -> Duration.between(theirs, clock.instant()));
    // the SDK takes nothing but an exception of its own
    return refused.toBuilder().cause(failure(ahead)).build();
  }

  private static SyncFailure failure(Optional<Duration> ahead) {
    return new SyncFailure(
        ErrorClass.S3,
        "the S3 store refuses what comes from a machine with another time, the clock of this one is %s: set both by NTP"
            .formatted(ahead.map(S3Clock::said).orElse("wrong, or the store's")),
        null);
  }

  private static String said(Duration ahead) {
    return "%d s %s that of the store"
        .formatted(ahead.abs().toSeconds(), ahead.isNegative() ? "behind" : "ahead of");
  }
}
