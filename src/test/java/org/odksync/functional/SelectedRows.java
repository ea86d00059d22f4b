package org.odksync.functional;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Selects the rows of a parameterized test: the first ones by default, all in the profile soak. */
final class SelectedRows {

  private static final boolean ALL = System.getProperty("long.tests", "").isEmpty();

  private SelectedRows() {}

  /**
   * @param few how many rows always run; the others are similar to these
   */
  static Stream<Arguments> first(int few, Stream<Arguments> rows) {
    return ALL ? rows : rows.limit(few);
  }
}
