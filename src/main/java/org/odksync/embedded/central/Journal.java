package org.odksync.embedded.central;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;

/** A log of changes as JSON lines, in order. */
interface Journal {

  /** Keeps nothing, for a sample in memory. */
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

  /** All complete lines; empty before the first start. */
  List<JsonNode> read() throws IOException;

  void append(JsonNode line) throws IOException;

  /** Replaces all lines. */
  void rewrite(List<? extends JsonNode> lines) throws IOException;
}
