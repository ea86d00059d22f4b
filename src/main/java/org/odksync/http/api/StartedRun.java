package org.odksync.http.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * A run that has started.
 *
 * @param historyId the id in {@code odk_sync_history}
 */
@JsonNaming(SnakeCaseStrategy.class)
public record StartedRun(long historyId, String syncType) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public String json() throws JsonProcessingException {
    return JSON.writeValueAsString(this);
  }
}
