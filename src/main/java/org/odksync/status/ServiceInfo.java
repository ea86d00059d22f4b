package org.odksync.status;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.odksync.config.Settings;
import org.odksync.observability.logging.InstanceName;

/**
 * This process and its settings.
 *
 * @param serviceInstance {@code <host>-<pid>}
 * @param currentTime ISO-8601, UTC
 * @param syncInterval seconds
 */
public record ServiceInfo(
    String serviceInstance,
    String currentTime,
    long syncInterval,
    int maxWorkers,
    boolean urlRefreshEnabled) {

  /** This process, now. */
  public static ServiceInfo of(Settings settings, InstantSource clock) {
    return new ServiceInfo(
        InstanceName.name(),
        clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
        settings.sync().interval().toSeconds(),
        settings.sync().workers(),
        settings.links().refreshed());
  }
}
