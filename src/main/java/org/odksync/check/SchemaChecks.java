package org.odksync.check;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import org.apache.hc.core5.http.HttpStatus;
import org.odksync.central.client.CentralClient;
import org.odksync.central.client.CentralUrls;
import org.odksync.error.UnusableAnswer;
import org.odksync.form.Form;
import org.odksync.form.FormVersion;
import org.odksync.form.MediaTypes;
import org.odksync.form.Table;
import org.odksync.form.Tables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works out a form's tables from Central's schema, without creating any. */
final class SchemaChecks {

  static final String SCHEMA = "schema";

  private static final Logger LOG = LoggerFactory.getLogger("sync");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final CheckRunner runner;
  private final Form form;
  private final CentralUrls central;
  private final CentralClient client;

  SchemaChecks(CheckRunner runner, Form form) {
    this.runner = runner;
    this.form = form;
    this.central = runner.bean("central", CentralUrls.class);
    this.client = runner.bean("centralClient", CentralClient.class);
  }

  Check check() {
    return runner.attempt(
        () -> schema(tables()),
        failure ->
            Check.fail(SCHEMA, runner.diagnosis(failure, central.definition(form)).message()));
  }

  private Tables tables() {
    FormVersion version = FormVersion.of(form, "", fields());
    version.requireUsable();
    return version.tables();
  }

  private static Check schema(Tables tables) {
    List<Table> all = Stream.concat(Stream.of(tables.main()), tables.repeats().stream()).toList();
    String found =
        "%d columns, %d repeats, %d image fields"
            .formatted(
                tables.main().columns().size(),
                tables.repeats().size(),
                all.stream().mapToInt(table -> table.images().size()).sum());
    List<String> wide =
        all.stream()
            .filter(table -> !table.rest().isEmpty())
            .map(table -> "the last %d of %s".formatted(table.rest().size(), table.name()))
            .toList();
    return wide.isEmpty()
        ? Check.ok(SCHEMA, found)
        : Check.warn(
            SCHEMA,
            "%s; more questions than a PostgreSQL row can hold: %s have no column, their answers are in answers_rest"
                .formatted(found, String.join(", ", wide)));
  }

  /** Reads the fields as a run does: also without the form's XML, when Central refuses it. */
  private List<Map<String, Object>> fields() {
    List<Map<String, Object>> fields =
        client.get(
            central.fields(form),
            (body, date) ->
                JSON.readValue(body, new TypeReference<List<Map<String, Object>>>() {}));
    try {
      return client.get(central.definition(form), (xml, date) -> typed(fields, xml));
    } catch (UnusableAnswer refused) {
      if (refused.isBecauseOf(HttpStatus.SC_FORBIDDEN)
          || refused.isBecauseOf(HttpStatus.SC_NOT_FOUND)) {
        return untyped(fields);
      }
      throw refused;
    }
  }

  private static List<Map<String, Object>> typed(List<Map<String, Object>> fields, InputStream xml)
      throws IOException {
    try {
      return MediaTypes.addTo(fields, xml);
    } catch (XMLStreamException e) {
      return untyped(fields);
    }
  }

  private static List<Map<String, Object>> untyped(List<Map<String, Object>> fields) {
    LOG.warn("Central sent no XML of the form, so all its file fields count as images");
    return fields;
  }
}
