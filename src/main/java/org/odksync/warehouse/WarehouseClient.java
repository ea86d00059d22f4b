package org.odksync.warehouse;

import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.jspecify.annotations.Nullable;
import org.odksync.form.StatementSource;
import org.odksync.run.RouteClient;
import org.odksync.run.Run;

/** Runs statements from Java, through the same component as the routes. */
public final class WarehouseClient implements StatementRunner {

  private final RouteClient routes;

  public WarehouseClient(RouteClient routes) {
    this.routes = routes;
  }

  @Override
  public List<Map<String, Object>> rows(String statement, Map<String, ?> parameters) {
    return rows(null, statement, null, parameters);
  }

  /**
   * Runs a statement that needs names of a form.
   *
   * @throws RuntimeException the failure, or with the failure as its cause
   */
  public List<Map<String, Object>> rows(
      String statement, StatementSource names, Map<String, ?> parameters) {
    return rows(null, statement, names, parameters);
  }

  /**
   * Runs a statement under the lease of a run, which also provides parameters.
   *
   * @param run null for none
   * @param names null for the names of the run's form
   * @throws RuntimeException the failure, or with the failure as its cause
   */
  public List<Map<String, Object>> rows(
      @Nullable Run run,
      String statement,
      @Nullable StatementSource names,
      Map<String, ?> parameters) {
    Exchange answered =
        routes.send(
            "warehouse:" + statement + (names == null ? "" : "?of=named"),
            exchange -> {
              exchange.setVariable("run", run);
              exchange.setVariable("named", names);
              exchange.getMessage().setBody(parameters);
            });
    Exception failure = answered.getException();
    if (failure != null) {
      throw failure instanceof RuntimeException known ? known : new RuntimeCamelException(failure);
    }
    @SuppressWarnings("unchecked") // as the connector gives them
    List<Map<String, Object>> rows = answered.getMessage().getBody(List.class);
    return rows;
  }
}
