package org.odksync.warehouse;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.component.jdbc.JdbcConstants;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.task.Tasks;
import org.apache.camel.support.task.budget.Budgets;
import org.jspecify.annotations.Nullable;
import org.odksync.error.LeaseLost;
import org.odksync.error.StatementRefused;
import org.odksync.form.StatementSource;
import org.odksync.form.Statements;
import org.odksync.run.ActiveRuns;
import org.odksync.run.Run;
import org.odksync.run.StatementParameters;

/**
 * Runs a statement through camel-jdbc. The body becomes the rows, a list of maps; headers do not
 * change. Parameters come from the run in the variable {@code run}, then from other variables, then
 * from the body if it is a map or {@link StatementParameters}. The body comes last because it may
 * be left over from another step.
 *
 * <p>A statement that changes data under the lease of a run returns whether the lease was {@code
 * held}. It does not run if the service stops. If the lease was lost, it has changed nothing and
 * ends the run.
 */
final class WarehouseProducer extends DefaultProducer {

  private static final String FENCE_COLUMN = " AS held";

  private final WarehouseEndpoint endpoint;
  private final Producer jdbc;

  WarehouseProducer(WarehouseEndpoint endpoint) throws Exception {
    super(endpoint);
    this.endpoint = endpoint;
    this.jdbc =
        endpoint
            .getCamelContext()
            .getEndpoint("jdbc:warehouse?useHeadersAsParameters=true")
            .createProducer();
  }

  @Override
  public void process(Exchange exchange) {
    String sql = sql(exchange);
    boolean fenced = sql.contains(FENCE_COLUMN);
    if (fenced) {
      runs().requireRunning();
    }
    List<Map<String, Object>> rows = rowsWithRetries(sql, parameters(sql, exchange));
    if (fenced && Objects.equals(rows.get(0).get("held"), 0L)) {
      throw new LeaseLost("the lease was lost to another instance");
    }
    exchange.getMessage().setBody(rows);
  }

  private String sql(Exchange exchange) {
    return endpoint.hasNames() ? named(exchange).sql(endpoint.statement()) : endpoint.text();
  }

  private StatementSource named(Exchange exchange) {
    Run run = exchange.getVariable("run", Run.class);
    Object named =
        switch (endpoint.getOf()) {
          case "form" -> Objects.requireNonNull(run).form();
          case "version" -> Objects.requireNonNull(run).version();
          case "work" -> Objects.requireNonNull(run).work();
          default -> exchange.getVariable(endpoint.getOf());
        };
    return (StatementSource)
        Objects.requireNonNull(named, () -> endpoint.statement() + " needs names");
  }

  private Map<String, Object> parameters(String sql, Exchange exchange) {
    Map<?, ?> body = body(exchange.getMessage().getBody());
    Run run = exchange.getVariable("run", Run.class);
    Function<String, @Nullable Object> runParameters =
        run == null ? name -> null : run.parameters();
    Map<String, Object> parameters = new HashMap<>();
    Statements.PARAMETER
        .matcher(sql)
        .results()
        .map(found -> found.group(1))
        .forEach(
            name -> {
              Object value = runParameters.apply(name);
              if (value == null) {
                value = exchange.getVariable(name);
              }
              if (value == null && !body.containsKey(name)) {
                throw new IllegalArgumentException(
                    "%s needs %s".formatted(endpoint.statement(), name));
              }
              parameters.put(name, value == null ? body.get(name) : value);
            });
    return parameters;
  }

  private static Map<?, ?> body(Object body) {
    if (body instanceof StatementParameters source) {
      return source.parameters();
    }
    return body instanceof Map<?, ?> map ? map : Map.of();
  }

  /**
   * Retries here instead of in an error handler, because Camel calls no second handler for the same
   * exchange.
   */
  private List<Map<String, Object>> rowsWithRetries(String sql, Map<String, Object> parameters) {
    WarehouseComponent component = endpoint.component();
    StatementRetries retries =
        new StatementRetries(component.attempts(), endpoint.getAttemptsWhenAway());
    AtomicReference<List<Map<String, Object>>> rows = new AtomicReference<>();
    Tasks.foregroundTask()
        .withName(endpoint.statement())
        .withBudget(
            Budgets.iterationBudget()
                .withMaxIterations(retries.maxAttempts())
                .withInitialDelay(Duration.ZERO)
                .withInterval(component.delay())
                .build())
        .build()
        .run(
            endpoint.getCamelContext(),
            () -> {
              try {
                rows.set(runOnce(sql, parameters));
                return true;
              } catch (Exception refused) {
                if (!retries.useRetry(refused)) {
                  throw StatementRefused.of(sql, refused);
                }
                return false;
              }
            });
    return Objects.requireNonNull(
        rows.get(), "the service stopped while the statement waited for a retry");
  }

  @SuppressWarnings("unchecked") // camel-jdbc returns a list of maps
  private List<Map<String, Object>> runOnce(String sql, Map<String, Object> parameters)
      throws Exception {
    Exchange inner = new DefaultExchange(endpoint.getCamelContext());
    inner.getMessage().setBody(sql);
    inner.getMessage().setHeader(JdbcConstants.JDBC_PARAMETERS, parameters);
    jdbc.process(inner);
    if (inner.getException() != null) {
      throw inner.getException();
    }
    List<Map<String, Object>> rows = inner.getMessage().getBody(List.class);
    // a statement without a result
    return rows == null ? List.of() : rows;
  }

  private ActiveRuns runs() {
    return Objects.requireNonNull(
        endpoint.getCamelContext().getRegistry().lookupByNameAndType("runs", ActiveRuns.class));
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    ServiceHelper.startService(jdbc);
  }

  @Override
  protected void doStop() throws Exception {
    ServiceHelper.stopService(jdbc);
    super.doStop();
  }
}
