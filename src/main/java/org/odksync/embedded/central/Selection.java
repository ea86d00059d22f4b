package org.odksync.embedded.central;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The columns that {@code $select} keeps, in the order of the row. */
final class Selection {

  private static final String LINK = "@odata.navigationLink";

  private final Set<String> paths;

  private Selection(Set<String> paths) {
    this.paths = paths;
  }

  /**
   * @param repeat the repeat whose rows are read, or empty for the submissions themselves
   * @throws ApiError 400.23 or 400.24 for what there is not, or not here
   */
  static Selection of(Query query, Schema schema, String repeat) {
    Optional<String> text = query.get("$select").filter(all -> !all.equals("*"));
    Set<String> paths = new TreeSet<>();
    for (String path : text.map(some -> some.split(",", -1)).orElse(new String[0])) {
      paths.add(known(path.strip(), schema, repeat));
    }
    return new Selection(paths);
  }

  private static String known(String path, Schema schema, String repeat) {
    if (repeat.isEmpty()
        ? isSystem(path, schema.release())
        : path.equals("__id") || path.equals(parentId())) {
      return path;
    }
    String full = (repeat.isEmpty() ? "" : "/" + repeat) + "/" + path;
    if (schema.form().field(full).isEmpty()) {
      throw ApiError.unknownProperty(path);
    }
    boolean inRepeat = path.contains("/") && schema.form().hasRepeat(path.split("/", 2)[0]);
    if (repeat.isEmpty() && inRepeat) {
      throw ApiError.unsupportedProperty(path);
    }
    return path;
  }

  private static boolean isSystem(String path, Release release) {
    return path.equals("__id")
        || path.equals("__system")
        || release.systemColumns().stream().anyMatch(name -> path.equals("__system/" + name));
  }

  /** The column of a child row that names its submission. */
  static String parentId() {
    return "__Submissions-id";
  }

  ObjectNode apply(ObjectNode row) {
    return paths.isEmpty() ? row : apply(row, "");
  }

  private ObjectNode apply(ObjectNode row, String parent) {
    ObjectNode kept = Json.object();
    for (Map.Entry<String, JsonNode> each : row.properties()) {
      String path = parent + each.getKey().replace(LINK, "");
      if (paths.contains(path)) {
        kept.set(each.getKey(), each.getValue());
      } else if (paths.stream().anyMatch(wanted -> wanted.startsWith(path + "/"))) {
        kept.set(each.getKey(), apply((ObjectNode) each.getValue(), path + "/"));
      }
    }
    return kept;
  }
}
