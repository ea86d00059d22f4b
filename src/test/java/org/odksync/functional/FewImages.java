package org.odksync.functional;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Removes most images from the sample data. */
final class FewImages {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The first submissions keep their images. */
  private static final int SUBMISSIONS = 20;

  private FewImages() {}

  /** Also keeps the two images that have not arrived. */
  static void in(Path journal) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(journal)) {
      ObjectNode row = (ObjectNode) JSON.readTree(line);
      if (row.path("number").asInt() > SUBMISSIONS && haveAllArrived(row)) {
        remove(row, "property_description", "building_image");
        remove(row, "property_location", "address_plus_code_image");
        row.putArray("attachments");
      }
      lines.add(row.toString());
    }
    Files.write(journal, lines);
  }

  private static boolean haveAllArrived(ObjectNode row) {
    return ((ArrayNode) row.get("attachments"))
        .valueStream()
        .allMatch(file -> file.get("exists").booleanValue());
  }

  private static void remove(ObjectNode row, String group, String field) {
    if (row.at("/values/" + group) instanceof ObjectNode values) {
      values.putNull(field);
    }
  }
}
