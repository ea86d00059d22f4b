package org.odksync.warehouse;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/** Reads which migrations were applied to a warehouse. Applies none. */
public final class Migrations {

  private final DataSource warehouse;

  public Migrations(DataSource warehouse) {
    this.warehouse = warehouse;
  }

  /**
   * The number of migrations by state.
   *
   * @param done applied successfully
   * @param pending applied by the next start
   * @param failed broken off
   * @param unknown unknown to this version, because a newer one applied them
   */
  public record Progress(long done, long pending, long failed, long unknown) {}

  /**
   * @throws SQLException if the warehouse refuses or does not answer
   */
  public Progress read() throws SQLException {
    MigrationInfo[] migrations =
        MigrationTransaction.in(warehouse, source -> WarehousePool.flyway(source).info().all());
    return new Progress(
        number(migrations, state -> state == MigrationState.SUCCESS),
        number(migrations, state -> state == MigrationState.PENDING),
        number(migrations, MigrationState::isFailed),
        number(
            migrations,
            state ->
                state == MigrationState.FUTURE_SUCCESS || state == MigrationState.MISSING_SUCCESS));
  }

  /**
   * Why the tables cannot be read, and what to do; empty if they can.
   *
   * @param place of the warehouse, for messages
   * @throws SQLException if the warehouse refuses or does not answer
   */
  Optional<String> obstacle(String place) throws SQLException {
    Progress progress = read();
    if (progress.pending == 0) {
      return Optional.empty();
    }
    return Optional.of(
        (progress.done == 0
                ? "%s has no tables of odk-sync: start odk-sync run or odk-sync sync first"
                : "the tables of odk-sync in %s are older than this program: start odk-sync run"
                    + " or odk-sync sync first, or use the version that created them")
            .formatted(place));
  }

  private static long number(MigrationInfo[] migrations, Predicate<MigrationState> wanted) {
    return Arrays.stream(migrations).filter(one -> wanted.test(one.getState())).count();
  }
}
