package org.odksync.functional;

/**
 * Options for short-lived JVMs: a second compiler and a parallel collector do not pay off. The
 * distribution brings the archive of classes, which halves the start time.
 */
final class FastStart {

  private static final String LIGHT = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  /** Options for a process without embedded services. */
  static final String OPTIONS = LIGHT + " -Xmx128m";

  /** Options for a process with the default heap. */
  static final String WITH_DEFAULT_HEAP = LIGHT + " -Xmx256m";

  private FastStart() {}
}
