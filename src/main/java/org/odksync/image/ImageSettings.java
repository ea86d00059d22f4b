package org.odksync.image;

import java.util.Map;
import org.odksync.run.StatementParameters;

/**
 * Settings of image runs. {@link ImageBytes} decides the size limit.
 *
 * @param newestFirst whether the files of the newest submissions are copied first
 * @param recheckDays each stored file is compared with Central's once in this time; 0 for never
 * @param mostChecks the largest number of comparisons in one run
 * @param baseFolder the first part of all object keys
 * @param store the name of the store ({@link S3Clients#name})
 * @param key the name of the key that signs links; {@code none} for temporary credentials
 */
public record ImageSettings(
    boolean newestFirst,
    int recheckDays,
    int mostChecks,
    String baseFolder,
    String store,
    String key)
    implements StatementParameters {

  /** Whether runs compare stored files with Central's. */
  public boolean hasChecks() {
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
