package org.odksync.embedded.central;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One page of a table. As at Central, the rows come first and the metadata last, so a truncated
 * page is not valid JSON.
 */
record Page(
    Stream<ObjectNode> rows, String context, Optional<String> nextLink, Optional<Integer> count) {

  private static final JsonFactory FACTORY = Json.MAPPER.getFactory();

  void write(OutputStream out) throws IOException {
    JsonGenerator json = FACTORY.createGenerator(out);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
    json.writeStartObject();
    json.writeArrayFieldStart("value");
    for (ObjectNode row : (Iterable<ObjectNode>) rows::iterator) {
      json.writeTree(row);
    }
    json.writeEndArray();
    json.writeStringField("@odata.context", context);
    if (nextLink.isPresent()) {
      json.writeStringField("@odata.nextLink", nextLink.get());
    }
    if (count.isPresent()) {
      json.writeNumberField("@odata.count", count.get());
    }
    json.writeEndObject();
    // Not in a finally: after a failed write, closing would try to complete the body.
    json.close();
    out.close();
  }
}
