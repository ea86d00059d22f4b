package org.odksync.functional;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultInterceptSendToEndpoint;
import org.jspecify.annotations.Nullable;
import org.odksync.functional.RunPoint.Place;
import org.odksync.warehouse.WarehouseComponent;

/** Takes the place of the connector in tests, and lets {@link StatementHooks} look on. */
public final class TappedWarehouse extends WarehouseComponent {

  private volatile @Nullable StatementHooks taps;

  void tap(StatementHooks some) {
    taps = some;
  }

  /** Has something done each time before this statement takes effect. */
  void tapBefore(String statement, Act act) {
    tap(
        (place, exchange) -> {
          if (place == Place.BEFORE_STATEMENT && statement(exchange).equals(statement)) {
            act.on(exchange);
          }
        });
  }

  /** What is done at a tap. */
  interface Act {
    void on(Exchange exchange) throws Exception;
  }

  /** Such as {@code unified/apply}, for taps. */
  static String statement(Exchange exchange) {
    return exchange
        .getProperty(Exchange.INTERCEPTED_ENDPOINT, String.class)
        .replaceAll("^warehouse:/*|\\?.*", "");
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    DefaultInterceptSendToEndpoint tapped =
        new DefaultInterceptSendToEndpoint(super.createEndpoint(uri, remaining, parameters), false);
    tapped.setBefore(exchange -> at(Place.BEFORE_STATEMENT, exchange));
    tapped.setAfter(exchange -> at(Place.AFTER_STATEMENT, exchange));
    return tapped;
  }

  private void at(Place place, Exchange exchange) throws Exception {
    StatementHooks some = taps;
    if (some != null) {
      some.at(place, exchange);
    }
  }
}
