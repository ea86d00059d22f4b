package org.odksync.http.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Answers with JSON that must not be cached. */
public final class JsonAnswer {

  /** The column of a statement that returns the whole answer. */
  static final String COLUMN = "answer";

  private JsonAnswer() {}

  /** Answers with the single row of a statement. */
  public static void row(@Body List<Map<String, Object>> rows, Exchange exchange) {
    text(String.valueOf(rows.get(0).get(COLUMN)), exchange);
  }

  /** Answers with existing JSON. */
  public static void text(@Body String json, Exchange exchange) {
    Message answer = exchange.getMessage();
    answer.setHeader(Exchange.CONTENT_TYPE, "application/json");
    answer.setHeader("Cache-Control", "no-store");
    answer.setBody(json);
  }

  /** Answers with a started run and its address (202). */
  public static void started(@Body StartedRun run, Exchange exchange)
      throws JsonProcessingException {
    Message answer = exchange.getMessage();
    answer.setHeader(Exchange.HTTP_RESPONSE_CODE, 202);
    answer.setHeader("Location", "/api/runs/" + run.historyId());
    text(run.json(), exchange);
  }
}
