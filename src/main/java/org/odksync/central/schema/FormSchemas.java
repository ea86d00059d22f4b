package org.odksync.central.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.odksync.central.client.CentralUrls;
import org.odksync.central.feed.Recheck;
import org.odksync.error.UnusableAnswer;
import org.odksync.form.Form;
import org.odksync.form.FormVersion;
import org.odksync.form.MediaTypes;
import org.odksync.run.RouteClient;
import org.odksync.run.Run;
import org.odksync.run.SyncTypes;
import org.odksync.warehouse.WarehouseClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads and refreshes the schema of a form and migrates its tables. */
public final class FormSchemas {

  private static final Logger LOG = LoggerFactory.getLogger("sync");
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int NOT_IMPLEMENTED = 501;

  private final CentralUrls central;
  private final WarehouseClient warehouse;
  private final RouteClient routes;
  private final CentralRequests requests;

  public FormSchemas(CentralUrls central, WarehouseClient warehouse, RouteClient routes) {
    this.central = central;
    this.warehouse = warehouse;
    this.routes = routes;
    this.requests = new CentralRequests(routes);
  }

  /**
   * Makes the run use the stored schema of the form. Tables of the Python service, and tables
   * recorded with another address of Central, must hold the form's submissions.
   *
   * @throws org.odksync.error.SyncFailure if they do not, or the sync type belongs to another form
   * @throws org.odksync.form.UnusableForm if the tables belong to another form
   */
  public void load(@Variable("run") Run run) {
    loadNewest(run);
    if (run.form().isKnown()) {
      run.useVersion(run.form().getVersion());
    }
  }

  /**
   * Checks Central and the form's file for a new version of the form. For a new version it creates
   * tables and columns and triggers the runs that need them. The run uses this version until it
   * ends.
   */
  public void refresh(@Variable("run") Run run) {
    loadNewest(run);
    Form form = run.form();
    Map<String, Object> answer =
        requests.json(run, central.form(form), new TypeReference<Map<String, Object>>() {});
    String hash = form.versionHash(String.valueOf(answer.get("hash")));
    // Central's answer shows that the form exists
    while (!form.isOwner()) {
      claim(run);
      verifyOwnershipIfUnproven(run);
    }
    while (!form.getHash().equals(hash) || !form.isRecorded()) {
      migrate(run, hash);
      // if another instance was faster, nothing was saved
      loadNewest(run);
    }
    run.useVersion(form.getVersion());
  }

  /** Loads the stored schema of a form. Changes nothing in the database. */
  public void read(Form form) {
    read(null, form);
  }

  /**
   * Determines which tables belong to the form.
   *
   * @throws org.odksync.form.UnusableForm if they belong to another form
   */
  public void find(Form form) {
    find(null, form);
  }

  private void loadNewest(Run run) {
    SyncTypes.requireOwn(
        warehouse.rows(run, "run/other_owners", null, Map.of("owners", SyncTypes.owner(run))));
    read(run, run.form());
    verifyOwnershipIfUnproven(run);
  }

  private void read(@Nullable Run run, Form form) {
    if (!form.isOwner()) {
      find(run, form);
    }
    Map<String, Object> named = Map.of("form_name", form.getPrefix());
    FormVersion.load(form, warehouse.rows(run, "form/select", null, named).get(0));
  }

  private void find(@Nullable Run run, Form form) {
    Map<String, Object> parameters = Map.of("form_id", form.getId(), "prefixes", form.prefixes());
    form.decideOwner(warehouse.rows(run, "form/owners", null, parameters), central.base());
  }

  private void verifyOwnershipIfUnproven(Run run) {
    if (run.form().isUnproven()) {
      verifyOwnership(run);
    }
  }

  /** Checks that Central has the submissions that the tables hold. */
  private void verifyOwnership(Run run) {
    OwnershipCheck sample =
        new OwnershipCheck(
            central, run.form(), warehouse.rows(run, "form/sample", run.form(), Map.of()));
    while (sample.hasNext()) {
      Recheck recheck = sample.next();
      try {
        sample.addAnswer(recheck, requests.stream(run, recheck.presenceUrl()));
      } catch (UnusableAnswer refused) {
        // Central before 2024.3 does not support deletedAt
        if (!refused.isBecauseOf(NOT_IMPLEMENTED) || !recheck.includesDeletes()) {
          throw refused;
        }
        recheck.excludeDeletes();
      }
    }
    String warning = sample.decide();
    claim(run);
    if (!warning.isEmpty()) {
      LOG.warn(warning);
    }
  }

  /**
   * Records that the form owns the tables. If another form was faster, the form gets other tables.
   */
  private void claim(Run run) {
    warehouse.rows(run, "form/claim", null, Map.of("central", central.base()));
    read(run, run.form());
  }

  private void migrate(Run run, String hash) {
    Form form = run.form();
    List<Map<String, Object>> fields =
        requests.json(run, central.fields(form), new TypeReference<List<Map<String, Object>>>() {});
    FormVersion version = FormVersion.of(form, hash, withMediaTypes(run, fields));
    version.requireUsable();
    warehouse.rows(run, "form/create", version, Map.of());
    if ((Long) save(run, version, fields).getOrDefault("saved", 0L) > 0) {
      use(run, version);
      // these runs need the tables, not their rows
      run.type().thenTables().forEach(name -> routes.sendBody("direct:run.trigger", name));
    }
  }

  private Map<String, Object> save(Run run, FormVersion version, List<Map<String, Object>> fields) {
    Map<String, Object> parameters = new HashMap<>();
    try {
      parameters.put("fields", JSON.writeValueAsString(fields));
    } catch (JsonProcessingException notWritten) {
      throw new IllegalStateException("the form's fields cannot be written", notWritten);
    }
    parameters.put("schema_hash", version.schemaHash());
    parameters.put("form_options", version.storedOptions());
    parameters.put("options_hash", version.optionsHash());
    parameters.put("media_types", version.mediaTypes());
    parameters.put("names", version.names());
    parameters.put("names_before", version.namesBefore());
    return warehouse.rows(run, "form/save", version, parameters).get(0);
  }

  private static void use(Run run, FormVersion version) {
    String corrected = version.corrected();
    if (!corrected.isEmpty()) {
      LOG.warn(
          "{}: all submissions are read again, because these shared a column with something else"
              + " and now have their own: {}",
          run.form().getPrefix(),
          corrected);
    }
    List<String> missing = version.missingImages();
    if (!missing.isEmpty()) {
      LOG.warn(
          "config: the file of form {} lists the images {}, but the form has no such fields: correct"
              + " their names",
          run.form().getId(),
          String.join(", ", missing));
    }
    version.use();
  }

  private List<Map<String, Object>> withMediaTypes(Run run, List<Map<String, Object>> fields) {
    try {
      return MediaTypes.addTo(fields, requests.stream(run, central.definition(run.form())));
    } catch (XMLStreamException notXml) {
      return withoutDefinition(fields);
    } catch (UnusableAnswer refused) {
      if (!refused.isBecauseOf(FORBIDDEN) && !refused.isBecauseOf(NOT_FOUND)) {
        throw refused;
      }
      return withoutDefinition(fields);
    } catch (IOException unreadable) {
      throw new UnusableAnswer(central.definition(run.form()), unreadable);
    }
  }

  /** The first bytes of each file then show its type. */
  private static List<Map<String, Object>> withoutDefinition(List<Map<String, Object>> fields) {
    LOG.warn(
        "Central returned no XML definition of the form, so files of any type may be treated as images");
    return fields;
  }
}
