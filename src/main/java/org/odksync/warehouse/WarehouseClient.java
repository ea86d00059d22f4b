package org.odksync.warehouse;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RuntimeCamelException;
import org.jspecify.annotations.Nullable;
import org.odksync.form.Named;
import org.odksync.run.Run;

/** Runs statements for what is done in Java, through the same connector as routes do. */
public final class WarehouseClient implements AutoCloseable {

  private final ProducerTemplate template;

  public WarehouseClient(CamelContext camel) {
    this.template = camel.createProducerTemplate();
  }

  /**
   * Runs a statement without names, outside of a run.
   *
   * @param statement flow and verb, such as {@code monitor/status}
   * @throws RuntimeException when it is refused; its causes say why
   */
  public List<Map<String, Object>> rows(String statement, Map<String, Object> parameters) {
    return rows(null, statement, null, parameters);
  }

  /**
   * Runs a statement of a run.
   *
   * @param run null for none
   * @param names that the statement has; null for those of the run's form
   * @throws RuntimeException when it is refused, or the run has lost its lease
   */
  public List<Map<String, Object>> rows(
      @Nullable Run run, String statement, @Nullable Named names, Map<String, Object> parameters) {
    Exchange sent = send(run, statement, names, parameters);
    Exception failure = sent.getException();
    if (failure != null) {
      throw failure instanceof RuntimeException known ? known : new RuntimeCamelException(failure);
    }
    return rows(sent);
  }

  /** The same; the exchange has the rows in its body, or the failure. */
  Exchange send(
      @Nullable Run run, String statement, @Nullable Named names, Map<String, Object> parameters) {
    return template.send(
        "warehouse:" + statement + (names == null ? "" : "?of=named"),
        exchange -> {
          exchange.setVariable("run", run);
          exchange.setVariable("named", names);
          exchange.getMessage().setBody(parameters);
        });
  }

  @SuppressWarnings("unchecked") // as the connector gives them
  static List<Map<String, Object>> rows(Exchange sent) {
    return sent.getMessage().getBody(List.class);
  }

  @Override
  public void close() throws IOException {
    template.close();
  }
}
