package org.odksync.warehouse;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Evicts all pooled connections when the server shuts down or is read-only: after a failover, old
 * connections would refuse all writes until the end of their lifetime.
 */
final class FailoverEviction implements SQLExceptionOverride {

  /** Read-only transaction, idle or long transaction, shutdown. */
  private static final Pattern STATES = Pattern.compile("25006|25P0[34]|57P..");

  private volatile @Nullable HikariDataSource pool;

  /** Sets the pool whose connections are evicted together. */
  void watch(HikariDataSource current) {
    pool = current;
  }

  @java.lang.Override
  public SQLExceptionOverride.Override adjudicate(SQLException refusal) {
    String state = refusal.getSQLState();
    if (state == null || !STATES.matcher(state).matches()) {
      return SQLExceptionOverride.Override.CONTINUE_EVICT;
    }
    HikariDataSource current = pool;
    if (current != null && current.getHikariPoolMXBean() != null) {
      current.getHikariPoolMXBean().softEvictConnections();
    }
    return SQLExceptionOverride.Override.MUST_EVICT;
  }
}
