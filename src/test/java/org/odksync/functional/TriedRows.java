package org.odksync.functional;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Which of many rows of a test are tried: the first ones by default, all in the profile soak. */
final class TriedRows {

  private static final boolean ALL = System.getProperty("long.tests", "").isEmpty();

  private TriedRows() {}

  /**
   * @param few how many are always tried; the others differ less from these than these do
   */
  static Stream<Arguments> first(int few, Stream<Arguments> rows) {
    return ALL ? rows : rows.limit(few);
  }
}
