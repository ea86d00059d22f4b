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

/** What we know of a form: Central's schema of it, and the tables that we made for that. */
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
   * Has the run use the schema that the form's tables were last made for, by whichever instance.
   * Tables of before, and those of another address of Central, are the form's only when they hold
   * its submissions.
   *
   * @throws org.odksync.error.SyncFailure when they do not, or the sync type is for another form
   * @throws org.odksync.form.UnusableForm when the tables belong to another form
   */
  public void recall(@Variable("run") Run run) {
    recallNewest(run);
    if (run.form().isKnown()) {
      run.use(run.form().getVersion());
    }
  }

  /**
   * Asks Central whether the form has a new version, by its hash or the form's file; if so, makes
   * the tables and columns that it needs, and calls for the runs that need these. The run uses that
   * version until it ends, whatever another one learns.
   */
  public void learn(@Variable("run") Run run) {
    recallNewest(run);
    Form form = run.form();
    Map<String, Object> told =
        requests.json(run, central.form(form), new TypeReference<Map<String, Object>>() {});
    String hash = form.versionHash(String.valueOf(told.get("hash")));
    // Central has the form
    while (!form.isOwner()) {
      claim(run);
      proveIfInDoubt(run);
    }
    while (!form.getHash().equals(hash) || !form.isRecorded()) {
      make(run, hash);
      // nothing was saved where another instance was faster
      recallNewest(run);
    }
    run.use(form.getVersion());
  }

  /** Finds the form's tables, and uses the schema that they were last made for. Changes nothing. */
  public void read(Form form) {
    read(null, form);
  }

  /**
   * Finds out which tables are the form's.
   *
   * @throws org.odksync.form.UnusableForm when they belong to another form
   */
  public void find(Form form) {
    find(null, form);
  }

  private void recallNewest(Run run) {
    SyncTypes.requireOwn(
        warehouse.rows(run, "run/other_owners", null, Map.of("owners", SyncTypes.owner(run))));
    read(run, run.form());
    proveIfInDoubt(run);
  }

  private void read(@Nullable Run run, Form form) {
    if (!form.isOwner()) {
      find(run, form);
    }
    Map<String, Object> named = Map.of("form_name", form.getPrefix());
    FormVersion.recall(form, warehouse.rows(run, "form/select", null, named).get(0));
  }

  private void find(@Nullable Run run, Form form) {
    Map<String, Object> wishes = Map.of("form_id", form.getId(), "prefixes", form.prefixes());
    form.decideOwner(warehouse.rows(run, "form/owners", null, wishes), central.base());
  }

  private void proveIfInDoubt(Run run) {
    if (run.form().isInDoubt()) {
      prove(run);
    }
  }

  /** Asks Central for submissions that the tables hold. */
  private void prove(Run run) {
    StoredSample sample =
        new StoredSample(
            central, run.form(), warehouse.rows(run, "form/sample", run.form(), Map.of()));
    while (sample.isAsking()) {
      Recheck asked = sample.next();
      try {
        sample.answered(asked, requests.stream(run, asked.presenceAddress()));
      } catch (UnusableAnswer refused) {
        // before 2024.3 it knows nothing of deletes
        if (!refused.isBecauseOf(NOT_IMPLEMENTED) || !asked.isAskingForDeletes()) {
          throw refused;
        }
        asked.askWithoutDeletes();
      }
    }
    String moved = sample.judge();
    claim(run);
    if (!moved.isEmpty()) {
      LOG.warn(moved);
    }
  }

  /** Records that the tables are the form's; it finds others where another form was faster. */
  private void claim(Run run) {
    warehouse.rows(run, "form/claim", null, Map.of("central", central.base()));
    read(run, run.form());
  }

  private void make(Run run, String hash) {
    Form form = run.form();
    List<Map<String, Object>> fields =
        requests.json(run, central.fields(form), new TypeReference<List<Map<String, Object>>>() {});
    FormVersion version = FormVersion.of(form, hash, withMediaTypes(run, fields));
    version.requireUsable();
    warehouse.rows(run, "form/create", version, Map.of());
    if ((Long) save(run, version, fields).getOrDefault("saved", 0L) > 0) {
      use(run, version);
      // they need the tables, and not what is in them
      run.type().thenTables().forEach(name -> routes.tell("direct:run.trigger", name));
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
              + " and have got one of their own: {}",
          run.form().getPrefix(),
          corrected);
    }
    List<String> absent = version.imagesThatAreNotThere();
    if (!absent.isEmpty()) {
      LOG.warn(
          "config: the file of form {} names as images {}, and there are no such fields: correct"
              + " their names",
          run.form().getId(),
          String.join(", ", absent));
    }
    version.use();
  }

  private List<Map<String, Object>> withMediaTypes(Run run, List<Map<String, Object>> fields) {
    try {
      return MediaTypes.addedTo(fields, requests.stream(run, central.definition(run.form())));
    } catch (XMLStreamException noXml) {
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

  /** Then the first bytes of each file tell what it is. */
  private static List<Map<String, Object>> withoutDefinition(List<Map<String, Object>> fields) {
    LOG.warn("Central gives no XML of the form, so files of any kind may be taken for pictures");
    return fields;
  }
}
