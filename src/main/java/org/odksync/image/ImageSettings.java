package org.odksync.image;

import java.util.Map;
import org.odksync.run.StatementParameters;

/**
 * How image runs work, and where they store.
 *
 * @param newestFirst whether the files of the newest submissions are copied first
 * @param recheckDays within how many days a stored file is compared with Central's; 0 for never
 * @param mostChecks how many a run compares
 * @param baseFolder in which all objects are
 * @param store names the store of the objects
 * @param key names the key that signs links; {@code none} for one that is replaced now and then
 */
public record ImageSettings(
    boolean newestFirst,
    int recheckDays,
    int mostChecks,
    String baseFolder,
    String store,
    String key)
    implements StatementParameters {

  /** Whether stored files are compared with Central's at all. */
  public boolean hasRechecks() {
    return recheckDays > 0;
  }

  @Override
  public Map<String, Object> parameters() {
    return Map.of(
        "newest_first", newestFirst,
        "recheck_days", recheckDays,
        "most_checks", mostChecks,
        "base_folder", baseFolder,
        "link_store", store,
        "link_key", key);
  }
}
