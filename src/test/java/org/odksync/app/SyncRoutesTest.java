package org.odksync.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.odksync.config.InvalidSettings;

class SyncRoutesTest {

  private final DefaultCamelContext camel = new DefaultCamelContext();

  @Test
  void mistakeInARouteIsASettingWithTheRoutesName() {
    assertThat(SyncRoutes.named(failure(new IllegalArgumentException("no such bean")), camel))
        .isInstanceOfSatisfying(
            InvalidSettings.class,
            wrong -> assertThat(wrong.problems()).containsExactly("route own: no such bean"));
  }

  @Test
  void databaseThatIsAwayIsNoMistakeInARoute() {
    RuntimeException away = failure(new SQLException("connection refused", "08001"));

    assertThat(SyncRoutes.named(away, camel)).isSameAs(away);
  }

  private static RuntimeException failure(Exception cause) {
    return new FailedToCreateRouteException("own", null, "Route(own)", cause);
  }
}
