package org.odksync.config;

import java.util.List;
import java.util.Map;

/**
 * Runs the embedded parts. Loaded by {@link java.util.ServiceLoader}, because the production image
 * does not contain them.
 */
public interface EmbeddedServices extends AutoCloseable {

  /** Whether the directory holds data of an earlier embedded start. */
  boolean hasData(EmbeddedOptions options);

  /**
   * Chooses ports and credentials of the parts; starts nothing.
   *
   * @return the environment variables that point the service at the parts
   * @throws InvalidSettings if the directory is not writable
   */
  Map<String, String> prepare(EmbeddedOptions options);

  /**
   * Starts the parts, or uses those that another process runs on the same directory.
   *
   * @throws IllegalStateException if a part cannot start; the message is for the user
   */
  void start();

  /** Whether another process runs the parts and may stop them at any time. */
  boolean isBorrowed();

  /** One line for each part: what it is and its address. */
  List<String> describe();

  /** Stops the parts that {@link #start} started. */
  @Override
  void close();
}
