package org.odksync.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The names of a form's tables and columns. Each thing gets its name once and keeps it, even if a
 * version of the form lacks it, so that no column ever changes its meaning. Stored with the form.
 * Not thread-safe.
 */
final class StoredNames {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TABLES = "tables";
  private static final String COLUMNS = "columns of ";
  private static final String CORRECTED = "corrected";
  private static final String NO_COLUMN = "no column of ";

  /** Name key to name, per scope: the tables, and the columns of each table. */
  private final Map<String, Map<String, String>> namesByScope;

  private boolean recorded;
  private final Set<String> tablesOfOthers = new HashSet<>();
  private final Map<String, Map<String, String>> existing = new TreeMap<>();

  private StoredNames(Map<String, Map<String, String>> namesByScope, boolean recorded) {
    this.namesByScope = namesByScope;
    this.recorded = recorded;
  }

  /**
   * @param json written by {@link #json}; null if no names are stored
   */
  static StoredNames of(@Nullable String json) {
    if (json == null) {
      return new StoredNames(new TreeMap<>(), false);
    }
    try {
      return new StoredNames(
          JSON.readValue(json, new TypeReference<TreeMap<String, Map<String, String>>>() {}), true);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the stored names of a form cannot be read", e);
    }
  }

  /** A copy to which another version of the form adds its names. */
  StoredNames copy() {
    Map<String, Map<String, String>> copied = new TreeMap<>();
    namesByScope.forEach((place, names) -> copied.put(place, new TreeMap<>(names)));
    StoredNames copy = new StoredNames(copied, recorded);
    copy.tablesOfOthers.addAll(tablesOfOthers);
    copy.existing.putAll(existing);
    return copy;
  }

  /**
   * All columns that a table has ever had: name key to name.
   *
   * @param place as in {@link #columns}
   */
  Map<String, String> allColumns(String place) {
    return Collections.unmodifiableMap(namesByScope.getOrDefault(COLUMNS + place, Map.of()));
  }

  /** Whether the names are stored. Names of a form from an earlier build are derived instead. */
  boolean isRecorded() {
    return recorded;
  }

  String json() {
    return FormOptions.write(namesByScope);
  }

  /** Marks these names as the stored ones. */
  void record(RenamedColumns corrections) {
    recorded = true;
    if (!corrections.isEmpty()) {
      namesByScope.put(CORRECTED, corrections.names());
    }
  }

  /** The corrections made when the names were recorded. */
  RenamedColumns corrections() {
    return new RenamedColumns(namesByScope.getOrDefault(CORRECTED, Map.of()));
  }

  /** Adds tables of other forms, whose names are taken. */
  void addTaken(Collection<String> tables) {
    tablesOfOthers.addAll(tables);
  }

  /** A copy that also avoids the taken tables of the other names. */
  StoredNames avoiding(StoredNames other) {
    StoredNames copy = copy();
    copy.addTaken(other.tablesOfOthers);
    return copy;
  }

  /** Adds existing columns, with their types, of a table from before names were recorded. */
  void addExisting(String table, Map<String, String> columns) {
    existing.put(table, Map.copyOf(columns));
  }

  /** The scope of the form's tables, indexes and view, which share a namespace. */
  Scope tables() {
    Set<String> reserved = new HashSet<>(tablesOfOthers);
    Stream.concat(
            tablesOfOthers.stream(), namesByScope.getOrDefault(TABLES, Map.of()).values().stream())
        .map(SqlQuoting::primaryKey)
        .forEach(reserved::add);
    return new Scope(TABLES, reserved, Map.of());
  }

  /**
   * The scope of the columns of one table.
   *
   * @param place the path of its repeat; a slash for the table of submissions
   * @param table name of the table
   */
  Scope columns(String place, String table) {
    Map<String, String> types = recorded ? Map.of() : existing.getOrDefault(table, Map.of());
    return new Scope(COLUMNS + place, Set.of(), types);
  }

  /** A namespace in which all names differ. */
  final class Scope {

    private final Map<String, String> names;
    private final Set<String> taken;

    private final Map<String, String> typesFound;

    private Scope(String place, Set<String> reserved, Map<String, String> typesFound) {
      this.typesFound = typesFound;
      names = namesByScope.computeIfAbsent(place, none -> new TreeMap<>());
      taken = new HashSet<>(reserved);
      taken.addAll(names.values());
    }

    /** The type of a column from before names were recorded; null for none. */
    @Nullable String typeFound(String column) {
      return typesFound.get(column);
    }

    /** Whether a name key already has a column. */
    boolean hasColumn(String nameKey, String preferred) {
      return names.containsKey(nameKey) || typesFound.containsKey(SqlQuoting.name(preferred));
    }

    /** Whether a name key already has a name. */
    boolean isRecorded(String nameKey) {
      return names.containsKey(nameKey);
    }

    /** Records that a name key has no column, also in later versions. */
    void deny(String nameKey) {
      names.put(NO_COLUMN + nameKey, Tables.REST);
    }

    /** Whether {@link #deny} was called for a name key. */
    boolean isDenied(String nameKey) {
      return names.containsKey(NO_COLUMN + nameKey);
    }

    /** The number of existing columns, including those of other versions. */
    int size() {
      long named =
          names.keySet().stream().filter(nameKey -> !nameKey.startsWith(NO_COLUMN)).count();
      return Math.max(Math.toIntExact(named), typesFound.size());
    }

    /** Whether the name is free. */
    boolean isFree(String name) {
      return !taken.contains(name);
    }

    /** Reserves a name without a name key. */
    void addTaken(String name) {
      taken.add(name);
    }

    /**
     * The name of a name key: the existing one, else the preferred one, else the preferred one with
     * a short hash.
     *
     * @param nameKey what the name stands for, in every version of the form
     * @param origin input of the hash
     */
    String of(String nameKey, String preferred, String origin) {
      String known = names.get(nameKey);
      if (known != null) {
        return known;
      }
      String name = SqlQuoting.name(preferred);
      for (int attempt = 0; !taken.add(name); attempt++) {
        String hashed = attempt == 0 ? origin : origin + " " + attempt;
        name = SqlQuoting.name(preferred + "_" + SqlQuoting.shortHash(hashed));
      }
      names.put(nameKey, name);
      return name;
    }
  }
}
