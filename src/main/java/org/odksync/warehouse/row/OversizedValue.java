package org.odksync.warehouse.row;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * A value that is too large to read. A marker text replaces it in its record. The marker starts
 * with an unpaired surrogate, so no column accepts it, and the value becomes a reject.
 */
public enum OversizedValue {
  LONG_TEXT("a text larger than a sixteenth of the service's memory: raise -Xmx in JAVA_OPTS"),
  LONG_NUMBER("a number of more than 1,000 digits"),
  DEEP("an answer that is nested more than 1,000 levels deep"),
  LARGE_RECORD("a record larger than an eighth of the service's memory: raise -Xmx in JAVA_OPTS");

  private static final char UNPAIRED_SURROGATE = '\uD800';

  private final String reason;

  OversizedValue(String reason) {
    this.reason = reason;
  }

  /** The marker that replaces the value. */
  public String text() {
    return UNPAIRED_SURROGATE + name();
  }

  /** Why the value is rejected. Contains no data. */
  String reason() {
    return reason;
  }

  /** The value that a text replaces, if the text is a marker. */
  public static Optional<OversizedValue> of(String text) {
    return Stream.of(values()).filter(value -> text.equals(value.text())).findFirst();
  }
}
