package org.odksync.api.answer;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import java.util.List;
import java.util.Map;
import org.odksync.monitor.RecordedRun;

/** Every sync type, by its name, and the newest runs. */
public record Overview(
    List<RecordedRun> recentHistory, @JsonAnyGetter Map<String, TypeOverview> types) {}
