package org.odksync.warehouse.row;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is too large to be read. A text stands for it in its record that no column takes: it begins
 * with half a character.
 */
public enum OversizedValue {
  LONG_TEXT("a text larger than a sixteenth of the service's memory: raise -Xmx in JAVA_OPTS"),
  LONG_NUMBER("a number of more than 1,000 digits"),
  DEEP("an answer that is nested more than 1,000 levels deep"),
  LARGE_RECORD("a record larger than an eighth of the service's memory: raise -Xmx in JAVA_OPTS");

  private static final char HALF = '\uD800';

  private final String reason;

  OversizedValue(String reason) {
    this.reason = reason;
  }

  /** The text that stands for it. */
  public String text() {
    return HALF + name();
  }

  /** Why it is a reject. Holds no data. */
  String reason() {
    return reason;
  }

  /** What a text stands for, if it is more than a text. */
  public static Optional<OversizedValue> of(String text) {
    return Stream.of(values()).filter(unread -> text.equals(unread.text())).findFirst();
  }
}
