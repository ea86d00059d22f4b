package org.odksync.http.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Answers with JSON, which nothing on the way may keep: it is old a moment later. */
public final class JsonAnswer {

  /** Of a statement that makes the whole answer. */
  static final String COLUMN = "answer";

  private JsonAnswer() {}

  /** The only row of a statement. */
  public static void row(@Body List<Map<String, Object>> rows, Exchange exchange) {
    text(String.valueOf(rows.get(0).get(COLUMN)), exchange);
  }

  /** JSON that is there already. */
  public static void text(@Body String json, Exchange exchange) {
    Message answer = exchange.getMessage();
    answer.setHeader(Exchange.CONTENT_TYPE, "application/json");
    answer.setHeader("Cache-Control", "no-store");
    answer.setBody(json);
  }

  /** A run that goes on, and where its end can be seen. */
  public static void begun(@Body StartedRun run, Exchange exchange) throws JsonProcessingException {
    Message answer = exchange.getMessage();
    answer.setHeader(Exchange.HTTP_RESPONSE_CODE, 202);
    answer.setHeader("Location", "/api/runs/" + run.historyId());
    text(run.json(), exchange);
  }
}
