package org.odksync.warehouse.row;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * A value that is too large to read. In its record, a text replaces it that no column accepts: it
 * begins with a lone surrogate.
 */
public enum OversizedValue {
  LONG_TEXT("a text larger than a sixteenth of the service's memory: raise -Xmx in JAVA_OPTS"),
  LONG_NUMBER("a number of more than 1,000 digits"),
  DEEP("an answer that is nested more than 1,000 levels deep"),
  LARGE_RECORD("a record larger than an eighth of the service's memory: raise -Xmx in JAVA_OPTS");

  private static final char LONE_SURROGATE = '\uD800';

  private final String reason;

  OversizedValue(String reason) {
    this.reason = reason;
  }

  /** The text that replaces the value. */
  public String text() {
    return LONE_SURROGATE + name();
  }

  /** Why the value is rejected. Contains no data. */
  String reason() {
    return reason;
  }

  /** The value that a text replaces, if it is a replacement. */
  public static Optional<OversizedValue> of(String text) {
    return Stream.of(values()).filter(value -> text.equals(value.text())).findFirst();
  }
}
