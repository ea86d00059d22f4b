package org.odksync.config;

import java.util.List;
import java.util.Map;

/**
 * The embedded parts, where the distribution has them: found by {@link java.util.ServiceLoader}, so
 * that the production image can do without.
 */
public interface EmbeddedServices extends AutoCloseable {

  /** Whether the directory holds what the parts leave there. */
  boolean hasData(EmbeddedOptions wanted);

  /**
   * Decides where the parts will be found; starts nothing.
   *
   * @return the environment variables that point the service at the parts
   * @throws InvalidSettings when the directory cannot be written to
   */
  Map<String, String> prepare(EmbeddedOptions wanted);

  /**
   * Starts the parts, or uses those that another process has running on the same directory.
   *
   * @throws IllegalStateException with a sentence for the user, when a part cannot start
   */
  void start();

  /** Whether another process runs the parts on this directory; it may stop them at any time. */
  boolean isBorrowed();

  /** What is embedded and where to look, a line a part. */
  List<String> describe();

  /** Stops what {@link #start} started. */
  @Override
  void close();
}
