package org.odksync.warehouse;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
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
   * @throws SQLException when the warehouse does not answer, or refuses
   */
  public Progress read() throws SQLException {
    MigrationInfo[] all =
        MigrationTransaction.in(warehouse, source -> WarehousePool.flyway(source).info().all());
    return new Progress(
        number(all, state -> state == MigrationState.SUCCESS),
        number(all, state -> state == MigrationState.PENDING),
        number(all, MigrationState::isFailed),
        number(
            all,
            state ->
                state == MigrationState.FUTURE_SUCCESS || state == MigrationState.MISSING_SUCCESS));
  }

  /**
   * Why the tables cannot be read as they are, and what to do; empty when they can.
   *
   * @param place of the warehouse, as it is said
   * @throws SQLException when the warehouse does not answer, or refuses
   */
  Optional<String> obstacle(String place) throws SQLException {
    Progress progress = read();
    if (progress.pending == 0) {
      return Optional.empty();
    }
    return Optional.of(
        (progress.done == 0
                ? "there are no tables of odk-sync in %s: start odk-sync run or odk-sync sync first"
                : "the tables of odk-sync in %s are older than this program: start its odk-sync run"
                    + " or odk-sync sync first, or use the version that made them")
            .formatted(place));
  }

  private static long number(MigrationInfo[] all, Predicate<MigrationState> wanted) {
    return Arrays.stream(all).filter(one -> wanted.test(one.getState())).count();
  }
}
