package org.odksync.warehouse;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.odksync.error.ErrorClass;
import org.odksync.error.StatementRefused;
import org.odksync.error.SyncFailure;
import org.odksync.form.Statements;

/**
 * Runs read-only statements without Camel, for commands that only show something. Keeps one
 * connection and reopens it after an error. Not thread-safe.
 */
public final class JdbcStatements implements StatementRunner, AutoCloseable {

  /** SQLSTATE of an undefined table, column and function. */
  private static final Set<String> UNDEFINED = Set.of("42P01", "42703", "42883");

  private final DataSource warehouse;
  private final String place;
  private @Nullable Connection connection;

  private JdbcStatements(DataSource warehouse, String place) {
    this.warehouse = warehouse;
    this.place = place;
  }

  /**
   * Opens the connection. Does not check the version of the tables.
   *
   * @param place of the warehouse, for messages
   * @throws SQLException if the database refuses or cannot be reached
   */
  public static JdbcStatements open(DataSource warehouse, String place) throws SQLException {
    JdbcStatements statements = new JdbcStatements(warehouse, place);
    statements.connect();
    return statements;
  }

  /**
   * @throws SyncFailure if our tables are missing or too old
   */
  @Override
  public List<Map<String, Object>> rows(String statement, Map<String, ?> parameters) {
    String sql = Statements.text(statement);
    try {
      return query(statement, sql, parameters);
    } catch (SQLException refused) {
      close();
      requireTables(refused);
      throw StatementRefused.of(sql, refused);
    }
  }

  private List<Map<String, Object>> query(String statement, String sql, Map<String, ?> parameters)
      throws SQLException {
    List<Object> values = new ArrayList<>();
    String prepared =
        Statements.PARAMETER
            .matcher(sql)
            .replaceAll(
                found -> {
                  String name = found.group(1);
                  if (!parameters.containsKey(name)) {
                    throw new IllegalArgumentException("%s needs %s".formatted(statement, name));
                  }
                  values.add(parameters.get(name));
                  return Matcher.quoteReplacement("?");
                });
    try (PreparedStatement query = connect().prepareStatement(prepared)) {
      for (int i = 0; i < values.size(); i++) {
        query.setObject(i + 1, values.get(i));
      }
      try (ResultSet answer = query.executeQuery()) {
        return rows(answer);
      }
    }
  }

  private static List<Map<String, Object>> rows(ResultSet answer) throws SQLException {
    ResultSetMetaData columns = answer.getMetaData();
    List<Map<String, Object>> rows = new ArrayList<>();
    while (answer.next()) {
      Map<String, Object> row = new LinkedHashMap<>();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        row.put(columns.getColumnLabel(i), answer.getObject(i));
      }
      rows.add(row);
    }
    return rows;
  }

  private Connection connect() throws SQLException {
    if (connection == null) {
      connection = warehouse.getConnection();
      connection.setReadOnly(true);
    }
    return connection;
  }

  /**
   * Checks the migrations only after a failure, because Flyway takes longer than most statements.
   */
  private void requireTables(SQLException refused) {
    if (!UNDEFINED.contains(refused.getSQLState())) {
      return;
    }
    Optional<String> obstacle;
    try {
      obstacle = new Migrations(warehouse).obstacle(place);
    } catch (SQLException unknown) {
      refused.addSuppressed(unknown);
      return;
    }
    obstacle.ifPresent(
        sentence -> {
          throw new SyncFailure(ErrorClass.DATABASE, sentence, refused);
        });
  }

  @Override
  public void close() {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException broken) {
      // a connection that cannot be closed is already broken
    } finally {
      connection = null;
    }
  }
}
