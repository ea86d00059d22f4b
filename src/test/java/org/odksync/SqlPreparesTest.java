package org.odksync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.component.jdbc.DefaultJdbcPrepareStatementStrategy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.odksync.config.Secret;
import org.odksync.config.Settings;
import org.odksync.config.Timeouts;
import org.odksync.form.Column;
import org.odksync.form.Form;
import org.odksync.form.FormVersion;
import org.odksync.form.Image;
import org.odksync.form.Statements;
import org.odksync.form.Table;
import org.odksync.form.Tables;
import org.odksync.warehouse.WarehousePool;

/** PostgreSQL can prepare every statement, for an ordinary form and for one with unusual names. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields
class SqlPreparesTest {

  private static final String LONG_NAME =
      "a_name_that_is_much_longer_than_what_postgresql_takes_for_any_name_";

  private static final RouteFiles ROUTES = RouteFiles.read();

  private static EmbeddedPostgres server;
  private static HikariDataSource warehouse;

  @BeforeAll
  static void start() throws IOException, SQLException {
    server = EmbeddedPostgres.builder().setServerConfig("timezone", "Pacific/Marquesas").start();
    warehouse =
        WarehousePool.open(
            new Settings.Database(
                "localhost", server.getPort(), "postgres", "postgres", new Secret("postgres")),
            Timeouts.read());
  }

  @AfterAll
  static void stop() throws IOException {
    warehouse.close();
    server.close();
  }

  @ParameterizedTest
  @MethodSource("forms")
  void tablesCanBeCreatedTwice(Form form) throws SQLException {
    create(form);
    create(form);
    assertThat(form.getVersion().repeats())
        .allSatisfy(repeat -> assertThat(columns(repeat.table().name())).isNotEmpty());
    assertThat(columns(form.getVersion().tables().main().name()))
        .containsAll(
            form.getVersion().tables().main().columns().stream().map(c -> c.name()).toList());
    Tables tables = form.getVersion().tables();
    assertThat(columns(tables.unified()))
        .as("%s: columns of the unified table", form.getId())
        .hasSize(
            tables.main().columns().size()
                + 2 * tables.main().images().size()
                + tables.repeats().size());
  }

  @ParameterizedTest
  @MethodSource("forms")
  void everyStatementPrepares(Form form) throws SQLException {
    create(form);
    Map<String, String> problems = statements(form);
    problems.replaceAll((name, text) -> problem(text));
    problems.values().removeIf(String::isEmpty);
    assertThat(problems).as(form.getId()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("forms")
  void namesAreUnique(Form form) {
    Tables tables = form.getVersion().tables();
    Stream<Table> filled = Stream.concat(Stream.of(tables.main()), tables.repeats().stream());
    assertThat(Stream.concat(filled.map(Table::name), Stream.of(tables.unified())))
        .as("%s: tables", form.getId())
        .doesNotHaveDuplicates();
    assertThat(
            Stream.concat(
                tables.main().columns().stream().map(Column::name),
                tables.main().images().stream().map(Image::column)))
        .as("%s: columns of submissions", form.getId())
        .doesNotHaveDuplicates();
  }

  static Stream<Form> forms() {
    return Stream.of(
        usual(),
        form("odd: 'name' \"of\" ${a} form", oddFields()),
        form("no images, no repeats", List.of(field("/name", "string"))),
        form(
            "images with the same name in two groups",
            List.of(
                field("/a", "structure"),
                field("/a/photo", "binary"),
                field("/b", "structure"),
                field("/b/photo", "binary"))),
        form(
            "a field with the name of an image's link column",
            List.of(field("/photo", "binary"), field("/photo_url", "string"))),
        form(
            "repeats with similar paths",
            List.of(
                field("/photo", "binary"),
                field("/a", "structure"),
                field("/a/b", "repeat"),
                field("/a_b", "repeat"))),
        form(
            "a field with the name of a repeat's path",
            List.of(
                field("/photo", "binary"),
                field("/a", "structure"),
                field("/a/b", "repeat"),
                field("/a_b", "string"))),
        form(
            "a repeat called unified",
            List.of(field("/photo", "binary"), field("/unified", "repeat"))));
  }

  /** The form as Central describes it, with the image fields of its route file. */
  private static Form usual() {
    Form form = new Form();
    ROUTES
        .top("beans")
        .forEach(
            beans ->
                beans
                    .value()
                    .path(0)
                    .at("/properties/images")
                    .properties()
                    .forEach(i -> form.getImages().put(i.getKey(), i.getValue().asText())));
    assertThat(form.getImages()).hasSize(2);
    return version(form, "GRA Rental Data Collection", recordedFields());
  }

  private static Form form(String id, List<Map<String, Object>> fields) {
    return version(new Form(), id, fields);
  }

  private static Form version(Form form, String id, List<Map<String, Object>> fields) {
    form.setId(id);
    FormVersion.of(form, "hash of " + id, fields).use();
    return form;
  }

  private static List<Map<String, Object>> recordedFields() {
    try (InputStream in = SqlPreparesTest.class.getResourceAsStream("/central/07-fields.body")) {
      return new ObjectMapper().readValue(in, new TypeReference<List<Map<String, Object>>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Names that break careless statements: at the top level, in groups and in repeats. */
  private static List<Map<String, Object>> oddFields() {
    List<Map<String, Object>> fields = new ArrayList<>();
    addOddNames(fields, "");
    fields.add(field("/o'group\"", "structure"));
    addOddNames(fields, "/o'group\"");
    fields.add(field("/o'group\"/nested $1 repeat", "repeat"));
    addOddNames(fields, "/o'group\"/nested $1 repeat");
    fields.add(field("/o'group\"/nested $1 repeat/inner", "structure"));
    fields.add(field("/o'group\"/nested $1 repeat/inner/repeat", "repeat"));
    addOddNames(fields, "/o'group\"/nested $1 repeat/inner/repeat");
    fields.add(field("/" + LONG_NAME + "repeat1", "repeat"));
    addOddNames(fields, "/" + LONG_NAME + "repeat1");
    fields.add(field("/" + LONG_NAME + "repeat2", "repeat"));
    fields.add(field("/empty", "repeat"));
    return fields;
  }

  private static void addOddNames(List<Map<String, Object>> fields, String parent) {
    Stream.of(
            "qu\"ote",
            "apo'strophe",
            "dol$lar",
            "$1",
            "${table}",
            "back\\slash",
            "select",
            "uuid",
            "UUID",
            "__id",
            "__system",
            "m",
            "t",
            "xmin",
            "ctid",
            "tableoid",
            "per%cent",
            "çığ İı",
            "日本語",
            "🏠",
            "dash-and.dot",
            "semi;colon",
            "-- comment",
            LONG_NAME + "1",
            LONG_NAME + "2",
            "ü".repeat(40))
        .forEach(name -> fields.add(field(parent + "/" + name, "string")));
    Stream.of("int", "decimal", "date", "dateTime", "geopoint", "geotrace", "geoshape", "time")
        .forEach(type -> fields.add(field(parent + "/of " + type, type)));
    Stream.of("photo", "o'photo \"", "写真", LONG_NAME + "photo1", LONG_NAME + "photo2", "$0")
        .forEach(name -> fields.add(field(parent + "/" + name + fields.size(), "binary")));
  }

  private static Map<String, Object> field(String path, String type) {
    return Map.of("path", path, "type", type);
  }

  /** Every statement as the routes run it; statements for a repeat once for each repeat. */
  private static Map<String, String> statements(Form form) {
    Map<String, String> statements = new TreeMap<>();
    Statements plain = new Statements(Map.of());
    SqlFiles.usedWithoutAForm(ROUTES).forEach(name -> statements.put(name, plain.sql(name)));
    SqlFiles.usedForAForm(ROUTES).forEach(name -> statements.put(name, form.sql(name)));
    for (String name : SqlFiles.usedForARepeat(ROUTES)) {
      form.getVersion()
          .repeats()
          .forEach(r -> statements.put(name + " for " + r.table().path(), r.sql(name)));
    }
    return statements;
  }

  private static void create(Form form) throws SQLException {
    try (Connection connection = warehouse.getConnection();
        PreparedStatement create = connection.prepareStatement(form.sql("form/create"))) {
      create.execute();
    }
  }

  private static List<String> columns(String table) {
    List<String> columns = new ArrayList<>();
    try (Connection connection = warehouse.getConnection();
        var found = connection.getMetaData().getColumns(null, "public", null, "%")) {
      while (found.next()) {
        if (table.equals(found.getString("TABLE_NAME"))) {
          columns.add(found.getString("COLUMN_NAME"));
        }
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    return columns;
  }

  /** The server's error for the statement as Camel sends it; empty for none. */
  private static String problem(String text) {
    try (Connection connection = warehouse.getConnection()) {
      String query = new DefaultJdbcPrepareStatementStrategy().prepareQuery(text, true);
      try (PreparedStatement statement = connection.prepareStatement(query)) {
        // reading the parameter types makes the driver send the statement
        int types = statement.getParameterMetaData().getParameterCount();
        assertThat(types).as(query).isEqualTo(parameters(text));
        statement.getMetaData();
        return "";
      }
    } catch (SQLException refused) {
      return Objects.requireNonNull(refused.getMessage());
    }
  }

  private static int parameters(String text) {
    return text.split(":\\?\\w", -1).length - 1;
  }
}
