package org.odksync.warehouse;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Drops the connections that lead to a server that stops, or only reads: after a failover the
 * address is that of another server, and a connection to the old one would refuse all writes until
 * the end of its life.
 */
final class FailoverEviction implements SQLExceptionOverride {

  /** Read-only transaction, one that was silent or lasted for too long, shutdown. */
  private static final Pattern STATES = Pattern.compile("25006|25P0[34]|57P..");

  private volatile @Nullable HikariDataSource pool;

  /** All connections of this one: what holds for one of them holds for the others. */
  void in(HikariDataSource evicted) {
    pool = evicted;
  }

  @java.lang.Override
  public SQLExceptionOverride.Override adjudicate(SQLException refusal) {
    String state = refusal.getSQLState();
    if (state == null || !STATES.matcher(state).matches()) {
      return SQLExceptionOverride.Override.CONTINUE_EVICT;
    }
    HikariDataSource evicted = pool;
    if (evicted != null && evicted.getHikariPoolMXBean() != null) {
      evicted.getHikariPoolMXBean().softEvictConnections();
    }
    return SQLExceptionOverride.Override.MUST_EVICT;
  }
}
