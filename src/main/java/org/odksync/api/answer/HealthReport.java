package org.odksync.api.answer;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.odksync.monitor.Problems;
import org.odksync.monitor.RecordedRun;
import org.odksync.monitor.ServiceInfo;

/**
 * How everything is, and why, with the state of each sync type. Without a database the judgement is
 * all there is.
 *
 * @param status the worst of the reasons; ok when there are only notices
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HealthReport(
    Level status,
    List<Reason> reasons,
    @Nullable Problems problems,
    @Nullable List<RecordedRun> recentHistory,
    @Nullable ServiceInfo serviceInfo,
    @JsonAnyGetter Map<String, TypeOverview> types) {

  /** How bad it is. */
  public enum Level {
    ok,
    /**
     * Of a reason: it is wrong, has been for long, and what is shown is up to date all the same.
     */
    notice,
    degraded,
    failing
  }

  /**
   * Why.
   *
   * @param subject a sync type, or a part of the system
   */
  public record Reason(Level level, String subject, String message) {}
}
