package org.odksync.embedded.central;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Converts names to OData names: ASCII letters, digits and underscores, no digit first. Each run of
 * other characters becomes one underscore, so two names of a form may get the same OData name.
 */
final class ODataName {

  private static final Pattern NO_START = Pattern.compile("^[^A-Za-z_]");
  private static final Pattern NO_PART = Pattern.compile("[^A-Za-z0-9_]+");

  private ODataName() {}

  static String of(String name) {
    return isPlain(name) ? name : replaced(name);
  }

  /** A fast path: almost all names are plain, and every row converts all of them. */
  private static boolean isPlain(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
      if (!isLetter && (i == 0 || c < '0' || c > '9')) {
        return false;
      }
    }
    return true;
  }

  private static String replaced(String name) {
    String started = NO_START.matcher(name).replaceFirst("_$0");
    return NO_PART.matcher(started).replaceAll("_");
  }

  /** Converts each name in the path. */
  static String path(String path) {
    return Arrays.stream(path.split("/", -1)).map(ODataName::of).collect(Collectors.joining("/"));
  }
}
