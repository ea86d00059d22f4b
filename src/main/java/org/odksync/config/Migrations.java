package org.odksync.config;

import java.util.Arrays;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/** Which migrations of our tables a warehouse has had; makes none. */
public final class Migrations {

  private final DataSource warehouse;

  public Migrations(DataSource warehouse) {
    this.warehouse = warehouse;
  }

  /**
   * How far a warehouse is.
   *
   * @param done migrations that it has had
   * @param pending those that the next start makes
   * @param failed those that broke off
   * @param unknown those that this version does not know, as a newer one made them
   */
  public record Progress(long done, long pending, long failed, long unknown) {}

  /**
   * @throws org.flywaydb.core.api.FlywayException when the warehouse does not answer
   */
  public Progress read() {
    MigrationInfo[] all = Warehouse.flyway(warehouse).info().all();
    return new Progress(
        number(all, state -> state == MigrationState.SUCCESS),
        number(all, state -> state == MigrationState.PENDING),
        number(all, MigrationState::isFailed),
        number(
            all,
            state ->
                state == MigrationState.FUTURE_SUCCESS || state == MigrationState.MISSING_SUCCESS));
  }

  private static long number(MigrationInfo[] all, Predicate<MigrationState> wanted) {
    return Arrays.stream(all).filter(one -> wanted.test(one.getState())).count();
  }
}
