package org.odksync.central.client;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers what this Central supports. Assumes the newest version of Central until an answer shows
 * otherwise. All runs share it.
 */
public final class CentralCapabilities {

  private static final Logger LOG = LoggerFactory.getLogger(CentralCapabilities.class);

  private volatile boolean listsDeletes = true;
  private volatile boolean sendsEtag = true;

  /** Whether a filter may name deletedAt: since 2024.3. */
  public boolean listsDeletes() {
    return listsDeletes;
  }

  /** Records whether Central supports deletedAt. */
  public void setListsDeletes(boolean supported) {
    if (listsDeletes != supported) {
      LOG.warn(
          supported
              ? "Central lists deletes now"
              : "Central is older than 2024.3 and does not list deletes: only reconcile finds them");
    }
    listsDeletes = supported;
  }

  /** Records whether a feed answer had an ETag: since 2026.1. */
  public void setSendsEtags(boolean supported) {
    if (sendsEtag != supported) {
      LOG.info(
          supported
              ? "Central sends ETags now"
              : "Central is older than 2026.1 and sends no ETag: idle runs read the overlap again");
    }
    sendsEtag = supported;
  }
}
