package org.odksync.functional;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** A test's access to the database. */
final class Warehouse {

  static final String MAIN = "GRARentalDataCollection";
  static final String PERSONS = "GRARentalDataCollection_person_details";
  static final String UNIFIED = "GRARentalDataCollection_unified";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final DataSource database;

  Warehouse(DataSource database) {
    this.database = database;
  }

  /** Opens a new session. */
  Connection connect() throws SQLException {
    return database.getConnection();
  }

  /**
   * Waits until a statement is blocked.
   *
   * @param event its wait event in pg_stat_activity
   */
  void awaitWaiting(String event) {
    await()
        .until(
            () ->
                !query(
                        "SELECT to_jsonb(pid) FROM pg_stat_activity"
                            + " WHERE datname = current_database() AND wait_event = ?",
                        event)
                    .isEmpty());
  }

  /** Waits until the last run of each sync type was a success. */
  void awaitSuccessOfAllTypes(Duration patience) {
    await()
        .atMost(patience)
        .until(
            () ->
                query(
                        "SELECT to_jsonb(sync_type) FROM odk_sync_status"
                            + " WHERE last_sync_status <> 'success'")
                    .isEmpty());
  }

  /** All rows of a table by key. */
  Map<String, JsonNode> table(String name) throws SQLException {
    return query("SELECT to_jsonb(t) FROM \"%s\" t".formatted(name)).stream()
        .collect(Collectors.toMap(row -> row.get("UUID").textValue(), row -> row));
  }

  /** The newest history row of a sync type, with its metadata as JSON. */
  JsonNode lastRun(String type) throws SQLException {
    return query(
            "SELECT to_jsonb(h) || jsonb_build_object('sync_metadata', sync_metadata::jsonb)"
                + " FROM odk_sync_history h WHERE sync_type = ? ORDER BY id DESC LIMIT 1",
            type)
        .get(0);
  }

  JsonNode status(String type) throws SQLException {
    return query("SELECT to_jsonb(s) FROM odk_sync_status s WHERE sync_type = ?", type).get(0);
  }

  /** The first column of all rows, which must be JSON. */
  List<JsonNode> query(String sql, Object... parameters) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      set(statement, parameters);
      List<JsonNode> rows = new ArrayList<>();
      try (ResultSet results = statement.executeQuery()) {
        while (results.next()) {
          rows.add(JSON.readTree(results.getString(1)));
        }
      }
      return rows;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  int update(String sql, Object... parameters) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      set(statement, parameters);
      return statement.executeUpdate();
    }
  }

  /** Drops all tables: an unused database. */
  void empty() throws SQLException {
    execute(
        "DROP SCHEMA public CASCADE; CREATE SCHEMA public; GRANT USAGE ON SCHEMA public TO PUBLIC");
  }

  /** Executes one or several statements, and ignores results. */
  void execute(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Executes a dump in its own session, because it changes settings. */
  void restore(String dump) throws SQLException {
    execute(dump + ";\nRESET ALL");
  }

  private static void set(PreparedStatement statement, Object... parameters) throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
  }
}
