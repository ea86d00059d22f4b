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

/** Adds the difference between the clocks to an error that the store reports as clock skew. */
final class ClockSkewInterceptor implements ExecutionInterceptor {

  private final InstantSource clock;

  /**
   * @param clock of this machine
   */
  ClockSkewInterceptor(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Throwable modifyException(Context.FailedExecution failed, ExecutionAttributes attributes) {
    if (!(failed.exception() instanceof S3Exception skewed) || !skewed.isClockSkewException()) {
      return failed.exception();
    }
    Optional<Duration> ahead =
        failed
            .httpResponse()
            .flatMap(answer -> answer.firstMatchingHeader("Date"))
            .map(DateUtils::parseStandardDate)
            .map(theirs -> Duration.between(theirs, clock.instant()));
    // the SDK requires an exception of its own type
    return skewed.toBuilder().cause(failure(ahead)).build();
  }

  private static SyncFailure failure(Optional<Duration> ahead) {
    return new SyncFailure(
        ErrorClass.S3,
        "the S3 store refuses requests because of the time: this machine's clock %s; enable NTP"
            .formatted(
                ahead.map(ClockSkewInterceptor::described).orElse("or the store's is wrong")),
        null);
  }

  private static String described(Duration ahead) {
    return "is %d s %s the store's"
        .formatted(ahead.abs().toSeconds(), ahead.isNegative() ? "behind" : "ahead of");
  }
}
