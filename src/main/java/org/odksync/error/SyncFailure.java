package org.odksync.error;

import org.jspecify.annotations.Nullable;

/** A failure whose class and remedy are known where it is thrown. The message contains no data. */
public class SyncFailure extends RuntimeException {

  private final ErrorClass errorClass;

  public SyncFailure(ErrorClass errorClass, String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
    this.errorClass = errorClass;
  }

  public final ErrorClass errorClass() {
    return errorClass;
  }

  public final String sentence() {
    return String.valueOf(getMessage());
  }
}
