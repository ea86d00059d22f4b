package org.odksync.embedded.central;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One field of the form.
 *
 * @param path from the root, with a slash before every name
 * @param type as Central names it: string, int, decimal, date, dateTime, geopoint, binary,
 *     structure or repeat
 */
record FormField(String path, String type) {

  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  String parent() {
    return path.substring(0, path.lastIndexOf('/'));
  }

  boolean isStructure() {
    return type.equals("structure");
  }

  boolean isRepeat() {
    return type.equals("repeat");
  }

  ObjectNode json() {
    ObjectNode json = Json.object().put("path", path).put("name", name()).put("type", type);
    if (type.equals("binary")) {
      json.put("binary", true);
    } else {
      json.putNull("binary");
    }
    return json.putNull("selectMultiple");
  }
}
