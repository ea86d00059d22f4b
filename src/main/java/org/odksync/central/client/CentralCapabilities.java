package org.odksync.central.client;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this Central can do, as its answers have shown. Until one shows otherwise it is a new one.
 * Used by all runs.
 */
public final class CentralCapabilities {

  private static final Logger LOG = LoggerFactory.getLogger(CentralCapabilities.class);

  private volatile boolean tellingOfDeletes = true;
  private volatile boolean sendingEtags = true;

  /** Whether a filter may name deletedAt: since 2024.3. */
  public boolean isTellingOfDeletes() {
    return tellingOfDeletes;
  }

  /** Notes whether it knows deletedAt. */
  public void tellsOfDeletes(boolean does) {
    if (tellingOfDeletes != does) {
      LOG.warn(
          does
              ? "Central tells of deletes now"
              : "Central is older than 2024.3 and does not tell of deletes: only reconcile finds them");
    }
    tellingOfDeletes = does;
  }

  /** Notes whether an answer to a walk had an ETag: since 2026.1. */
  public void sendsEtags(boolean does) {
    if (sendingEtags != does) {
      LOG.info(
          does
              ? "Central sends ETags now"
              : "Central is older than 2026.1 and sends no ETag: idle walks read the overlap again");
    }
    sendingEtags = does;
  }
}
