package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.odksync.embedded.central.Fault;
import org.odksync.embedded.central.SampleCentral;
import org.odksync.embedded.central.SampleForm;
import org.odksync.embedded.central.Submissions;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Creates this build's warehouses for {@link UpgradeTest}. Run it before a release: later builds
 * cannot create them. Needs a local PostgreSQL 15, with a superuser without password, and its
 * {@code pg_dump}; CONTRIBUTING.md has the command.
 */
class MakeEarlierWarehouses {

  private static final String BUILD = System.getProperty("warehouses.build", "current");
  private static final int PORT = Integer.getInteger("warehouses.port", 5432);
  private static final String USER = System.getProperty("warehouses.user", "postgres");

  private static final String[] CYCLE = {
    "main_submissions",
    "image_processing",
    "person_details",
    "url_refresh",
    "unified",
    "views",
    "reconcile",
    "history_cleanup"
  };

  private static final SampleForm NESTED =
      new SampleForm(
          "Household visit 2.1",
          "Household visit",
          SampleCentral.PROJECT_ID,
          List.of(
              "date /visited",
              "string /village",
              "int /people",
              "decimal /rent",
              "geopoint /place",
              "structure /house",
              "string /house/roof",
              "binary /house/front",
              "structure /home",
              "repeat /home/rooms",
              "string /home/rooms/name",
              "int /home/rooms/windows",
              "binary /home/rooms/photo",
              "repeat /home/rooms/beds",
              "string /home/rooms/beds/kind",
              "decimal /home/rooms/beds/width",
              "repeat /visitors",
              "string /visitors/name",
              "structure /meta",
              "string /meta/instanceID",
              "string /meta/instanceName"));

  private final Map<String, String> settings = new TreeMap<>();
  private final Path state = Files.createTempDirectory("central");
  private final Path routes = Files.createTempDirectory("routes");
  private String name;
  private SampleCentral central;
  private Platform platform;
  private Warehouse warehouse;

  MakeEarlierWarehouses() throws IOException {
    EarlierWarehouse.copy(Path.of("routes"), routes);
  }

  @AfterEach
  void close() {
    platform.close();
  }

  /** A service that has run for a while, with data of every kind and pending work. */
  @Test
  void mirror() throws Exception {
    name = "mirror";
    option("views.phones", "phones.sql of person_details");
    write(
        "phones.sql",
        """
        SELECT m."UUID", p.mobile_1, odk_date(p.individual_dob::text) AS born
        FROM ${table} m JOIN ${repeat_person_details} p ON p."__Submissions-id" = m."UUID"
        WHERE ${live}
        """);
    start(SampleForm.RENTAL);
    receive(8);
    platform.serve();
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () ->
                assertThat(
                        warehouse.query(
                            "SELECT to_jsonb(sync_type) FROM odk_sync_status"
                                + " WHERE last_sync_status = 'success'"))
                    .hasSize(CYCLE.length));
    platform.onDemand();
    Submissions count = central.submissions();
    List<String> ids = count.list().stream().map(row -> row.get("__id").textValue()).toList();
    edit(ids.get(0), values -> values.put("survey_date", "not-a-date"));
    edit(ids.get(1), values -> values.put("check_counts_1", "edited"));
    count.delete(ids.get(2));
    count.putAttachment(ids.get(3), image(ids.get(3)), "no image".getBytes(StandardCharsets.UTF_8));
    warehouse.update(
        "UPDATE odk_attachment SET next_check_at = now() WHERE submission_id = ?", ids.get(3));
    String late = count.create();
    count.attachments(late).keySet().forEach(name -> count.removeAttachment(late, name));
    platform.run(CYCLE);
    central.faults().next("svc/Submissions", Fault.error(500, 0, "Internal Server Error"), 4);
    platform.run("main_submissions", "main_submissions");
    assertThat(count(Warehouse.MAIN)).isEqualTo(8);
    // pending work: rows of the unified table, an image, and a submission
    edit(ids.get(1), values -> values.put("check_counts_1", "edited twice"));
    receive(1);
    platform.run("main_submissions", "person_details");
    receive(1);
    dump();
  }

  /** Deleted submissions stay, links are stable, and the unified table is the operator's. */
  @Test
  void keep() throws Exception {
    name = "keep";
    set("SYNC_DELETES", "keep");
    set("IMAGE_LINKS", "stable");
    set("PUBLIC_URL", "https://survey.example.org/images");
    option("unified", "buildings.sql");
    write(
        "buildings.sql",
        """
        SELECT m."UUID", m.property_description ->> 'property_name' AS building, m.building_image_url,
               odk_image_html(m.building_image_url, 'Building') AS building_image_url_html,
               (SELECT count(*) FROM ${repeat_person_details} p WHERE p."__Submissions-id" = m."UUID") AS people
        FROM ${table} m WHERE ${live}
        """);
    start(SampleForm.RENTAL);
    receive(6);
    platform.run(CYCLE);
    Submissions count = central.submissions();
    List<String> ids = count.list().stream().map(row -> row.get("__id").textValue()).toList();
    count.delete(ids.get(0));
    count.delete(ids.get(1));
    edit(ids.get(2), values -> values.put("check_counts_1", "edited"));
    platform.run(CYCLE);
    count.purge(ids.get(1));
    dump();
  }

  /** Nested repeats and groups, images in their rows, and another form id. */
  @Test
  void nested() throws Exception {
    name = "nested";
    set("ODK_FORM_ID", NESTED.id());
    start(NESTED);
    for (int i = 1; i <= 5; i++) {
      visit(i);
    }
    platform.run(CYCLE);
    String first = central.submissions().list().get(0).get("__id").textValue();
    edit(first, values -> values.withObject("home").withArray("rooms").remove(0));
    visit(6);
    platform.run("main_submissions", "person_details");
    dump();
  }

  /** The first sync failed, so only a part of the submissions is stored. */
  @Test
  void interrupted() throws Exception {
    name = "interrupted";
    start(SampleForm.RENTAL);
    platform.property("walk.chunkRecords", "2");
    receive(9);
    central.faults().next("svc/Submissions", Fault.cut(12_000), 4);
    platform.run("main_submissions");
    assertThat(count(Warehouse.MAIN)).isBetween(1, 8);
    assertThat(warehouse.lastRun("main_submissions").get("status").textValue()).isEqualTo("error");
    dump();
  }

  // --- Central

  private void receive(int submissions) {
    for (int i = 0; i < submissions; i++) {
      takeImages(central.submissions().create());
    }
  }

  private void edit(String id, Consumer<ObjectNode> change) {
    central.submissions().edit(id, change);
  }

  private String image(String id) {
    return central.submissions().attachments(id).keySet().iterator().next();
  }

  private void visit(int number) {
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    values.put("visited", "2026-11-%02d".formatted(number)).put("village", "Village " + number);
    values.put("people", number).put("rent", number * 12.5);
    values.putObject("house").put("roof", "tin").put("front", "front %d.jpg".formatted(number));
    values.withArray("visitors").addObject().put("name", "Visitor " + number);
    for (int room = 1; room <= number % 3 + 1; room++) {
      ObjectNode one = values.withObject("home").withArray("rooms").addObject();
      one.put("name", "Room %d of %d".formatted(room, number)).put("windows", room);
      one.put("photo", "room %d of %d.jpg".formatted(room, number));
      for (int bed = 1; bed < room; bed++) {
        one.withArray("beds").addObject().put("kind", "bed " + bed).put("width", bed * 0.9);
      }
    }
    String id = central.submissions().create(values);
    takeImages(id);
  }

  /** Uploads every image of the submission, with minimal bytes. */
  private void takeImages(String id) {
    for (String name : central.submissions().attachments(id).keySet()) {
      byte[] bytes = ("\u00ff\u00d8\u00ff\u00e0" + id + name).getBytes(StandardCharsets.ISO_8859_1);
      central.submissions().putAttachment(id, name, bytes);
    }
  }

  // --- the warehouse

  private void set(String variable, String value) {
    settings.put(variable, value);
  }

  private void option(String name, String value) throws IOException {
    FormFile.in(routes).set(name, value);
    settings.put("form." + name, value);
  }

  private void write(String file, String query) throws IOException {
    Files.writeString(routes.resolve(file), query);
    Files.writeString(Files.createDirectories(directory()).resolve(file), query);
  }

  private void start(SampleForm form) throws IOException, SQLException {
    central = SampleCentral.start(state, 0, Duration.ZERO, Clock.systemUTC(), form);
    central.submissions().clear();
    PGSimpleDataSource server = server("postgres");
    new Warehouse(server).execute("DROP DATABASE IF EXISTS \"%s\"".formatted(name));
    new Warehouse(server).execute("CREATE DATABASE \"%s\"".formatted(name));
    warehouse = new Warehouse(server(name));
    platform = new Platform(central);
    platform.routes(routes);
    set("S3_BASE_FOLDER", "earlier/" + name);
    settings.forEach(
        (variable, value) -> {
          if (!variable.startsWith("form.")) {
            platform.set(variable, value);
          }
        });
    platform.set("PG_PORT", String.valueOf(PORT));
    platform.set("PG_DB", name);
    platform.set("PG_USER", USER);
  }

  private static PGSimpleDataSource server(String database) {
    PGSimpleDataSource server = new PGSimpleDataSource();
    server.setServerNames(new String[] {"localhost"});
    server.setPortNumbers(new int[] {PORT});
    server.setDatabaseName(database);
    server.setUser(USER);
    return server;
  }

  private int count(String table) throws SQLException {
    return warehouse.table(table).size();
  }

  private void dump() throws Exception {
    platform.stop();
    Process dump =
        new ProcessBuilder(
                "pg_dump",
                "--host=localhost",
                "--port=" + PORT,
                "--username=" + USER,
                "--no-owner",
                "--no-privileges",
                "--inserts",
                name)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String text = new String(dump.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(dump.waitFor()).isZero();
    // removes psql commands, local paths, and addresses, which differ each time
    String portable =
        text.lines()
            .filter(line -> !line.startsWith("\\"))
            .collect(Collectors.joining("\n", "", "\n"))
            .replace(central.baseUrl().toString(), EarlierWarehouse.CENTRAL)
            .replace(Servers.SHARED.store().get("AWS_ENDPOINT_URL_S3"), EarlierWarehouse.STORE);
    for (JsonNode instance :
        warehouse.query("SELECT DISTINCT to_jsonb(service_instance) FROM odk_sync_history")) {
      String hostAndProcess = instance.textValue();
      portable = portable.replace(hostAndProcess, "earlier-1");
    }
    Path directory = Files.createDirectories(directory());
    Files.writeString(directory.resolve("dump.sql"), portable);
    Files.writeString(
        directory.resolve("settings.properties"),
        settings.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining("\n", "", "\n")));
    // a restart compacts the journal to one line per submission
    SampleCentral.start(state, 0, Duration.ZERO, Clock.systemUTC()).close();
    EarlierWarehouse.copy(state, directory.resolve("central"));
  }

  private Path directory() {
    return Path.of("src/test/resources/warehouses", BUILD, name);
  }
}
