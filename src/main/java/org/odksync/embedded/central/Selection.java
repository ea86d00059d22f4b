package org.odksync.embedded.central;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The columns that {@code $select} keeps, in the order of the row. */
final class Selection {

  static final String LINK = "@odata.navigationLink";

  private final Set<String> paths;

  private Selection(Set<String> paths) {
    this.paths = paths;
  }

  /**
   * @param table the OData path of the repeat; empty for submissions
   * @throws ApiError 400.23 for an unknown column, 400.24 for one of another table
   */
  static Selection of(Query query, Schema schema, String table) {
    Optional<String> text = query.get("$select").filter(all -> !all.equals("*"));
    Set<String> paths = new TreeSet<>();
    for (String path : text.map(some -> some.split(",", -1)).orElse(new String[0])) {
      paths.add(known(path.strip(), schema, table));
    }
    return new Selection(paths);
  }

  private static String known(String path, Schema schema, String table) {
    PublishedForm form = schema.form();
    if (table.isEmpty()
        ? isSystem(path, schema.release())
        : path.equals("__id") || path.equals(form.parentIdColumn(table))) {
      return path;
    }
    String full = table + "/" + path;
    if (!form.hasODataPath(full)) {
      throw ApiError.unknownProperty(path);
    }
    if (!form.parentIdColumn(full).equals(ValuePosition.idColumn(table))) {
      throw ApiError.unsupportedProperty(path);
    }
    return path;
  }

  private static boolean isSystem(String path, CentralRelease release) {
    return path.equals("__id")
        || path.equals("__system")
        || release.systemColumns().stream().anyMatch(name -> path.equals("__system/" + name));
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
      } else if (each.getValue() instanceof ObjectNode group
          && paths.stream().anyMatch(wanted -> wanted.startsWith(path + "/"))) {
        kept.set(each.getKey(), apply(group, path + "/"));
      }
    }
    return kept;
  }
}
