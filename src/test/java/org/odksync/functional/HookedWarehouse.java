package org.odksync.functional;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultInterceptSendToEndpoint;
import org.jspecify.annotations.Nullable;
import org.odksync.functional.RunPoint.Place;
import org.odksync.warehouse.WarehouseComponent;

/** A {@code warehouse:} component for tests that calls {@link StatementHooks}. */
public final class HookedWarehouse extends WarehouseComponent {

  private volatile @Nullable StatementHooks hooks;

  void setHooks(StatementHooks newHooks) {
    hooks = newHooks;
  }

  /** Runs an action before each execution of this statement. */
  void runBefore(String statement, Action action) {
    setHooks(
        (place, exchange) -> {
          if (place == Place.BEFORE_STATEMENT && statement(exchange).equals(statement)) {
            action.on(exchange);
          }
        });
  }

  /** An action before a statement. */
  interface Action {
    void on(Exchange exchange) throws Exception;
  }

  /** The name of the statement, such as {@code unified/apply}. */
  static String statement(Exchange exchange) {
    return exchange
        .getProperty(Exchange.INTERCEPTED_ENDPOINT, String.class)
        .replaceAll("^warehouse:/*|\\?.*", "");
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    DefaultInterceptSendToEndpoint hooked =
        new DefaultInterceptSendToEndpoint(super.createEndpoint(uri, remaining, parameters), false);
    hooked.setBefore(exchange -> at(Place.BEFORE_STATEMENT, exchange));
    hooked.setAfter(exchange -> at(Place.AFTER_STATEMENT, exchange));
    return hooked;
  }

  private void at(Place place, Exchange exchange) throws Exception {
    StatementHooks current = hooks;
    if (current != null) {
      current.at(place, exchange);
    }
  }
}
