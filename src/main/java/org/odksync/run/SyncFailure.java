package org.odksync.run;

import org.jspecify.annotations.Nullable;

/** A failure whose class and remedy are known where it happens. The message holds no data. */
public final class SyncFailure extends RuntimeException {

  private final ErrorClass errorClass;

  public SyncFailure(ErrorClass errorClass, String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
    this.errorClass = errorClass;
  }

  public ErrorClass errorClass() {
    return errorClass;
  }

  public String sentence() {
    return String.valueOf(getMessage());
  }
}
