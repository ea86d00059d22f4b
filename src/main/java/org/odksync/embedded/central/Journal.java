package org.odksync.embedded.central;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;

/** What happened, as lines of JSON in their order. */
interface Journal {

  /** Remembers nothing, for a sample that ends with its process. */
  Journal NONE =
      new Journal() {
        @Override
        public List<JsonNode> read() {
          return List.of();
        }

        @Override
        public void append(JsonNode line) {}

        @Override
        public void rewrite(List<? extends JsonNode> lines) {}
      };

  /** The whole lines; none before the first start. */
  List<JsonNode> read() throws IOException;

  void append(JsonNode line) throws IOException;

  /** Puts these lines in the place of all. */
  void rewrite(List<? extends JsonNode> lines) throws IOException;
}
