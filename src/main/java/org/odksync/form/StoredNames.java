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
 * The names of a form's tables, and of the columns of each. What a name stands for gets it once and
 * keeps it, also while a version of the form does not have it; so no column ever changes its
 * meaning. Stored with the form. Not safe for several threads.
 */
final class StoredNames {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TABLES = "tables";
  private static final String COLUMNS = "columns of ";
  private static final String CORRECTED = "corrected";
  private static final String NONE = "no column of ";

  /** What a name stands for to that name, for each table, and for the tables. */
  private final Map<String, Map<String, String>> given;

  private boolean recorded;
  private final Set<String> tablesOfOthers = new HashSet<>();
  private final Map<String, Map<String, String>> existing = new TreeMap<>();

  private StoredNames(Map<String, Map<String, String>> given, boolean recorded) {
    this.given = given;
    this.recorded = recorded;
  }

  /**
   * @param json as {@link #json} wrote it; null where none are stored
   */
  static StoredNames of(@Nullable String json) {
    if (json == null) {
      return new StoredNames(new TreeMap<>(), false);
    }
    try {
      return new StoredNames(
          JSON.readValue(json, new TypeReference<TreeMap<String, Map<String, String>>>() {}), true);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the names that are stored with a form cannot be read", e);
    }
  }

  /** The same, for another version of the form to add its own. */
  StoredNames copy() {
    Map<String, Map<String, String>> copied = new TreeMap<>();
    given.forEach((place, names) -> copied.put(place, new TreeMap<>(names)));
    StoredNames copy = new StoredNames(copied, recorded);
    copy.tablesOfOthers.addAll(tablesOfOthers);
    copy.existing.putAll(existing);
    return copy;
  }

  /**
   * What gets the names of columns that a table has ever had: what it stands for, to the name.
   *
   * @param place as in {@link #columns}
   */
  Map<String, String> everGiven(String place) {
    return Collections.unmodifiableMap(given.getOrDefault(COLUMNS + place, Map.of()));
  }

  /** Whether they are stored; of a form from before there were any they are worked out. */
  boolean isRecorded() {
    return recorded;
  }

  String json() {
    return FormOptions.write(given);
  }

  /** From now on these are the names that are stored. */
  void record(RenamedColumns corrections) {
    recorded = true;
    if (!corrections.isEmpty()) {
      given.put(CORRECTED, corrections.names());
    }
  }

  /** What these names have put right when they were recorded. */
  RenamedColumns corrections() {
    return new RenamedColumns(given.getOrDefault(CORRECTED, Map.of()));
  }

  /** Tables that belong to other forms. */
  void avoid(Collection<String> tables) {
    tablesOfOthers.addAll(tables);
  }

  /** The same, clear of the tables that the other names are clear of. */
  StoredNames beside(StoredNames other) {
    StoredNames copy = copy();
    copy.avoid(other.tablesOfOthers);
    return copy;
  }

  /** Columns that a table has had before any name was recorded, with their types. */
  void found(String table, Map<String, String> columns) {
    existing.put(table, Map.copyOf(columns));
  }

  /** For tables, indexes and the view of the form, which share their names. */
  Scope tables() {
    Set<String> reserved = new HashSet<>(tablesOfOthers);
    Stream.concat(tablesOfOthers.stream(), given.getOrDefault(TABLES, Map.of()).values().stream())
        .map(SqlQuoting::primaryKey)
        .forEach(reserved::add);
    return new Scope(TABLES, reserved, Map.of());
  }

  /**
   * For the columns of one table.
   *
   * @param place the path of its repeat; a slash for the table of submissions
   * @param table its name
   */
  Scope columns(String place, String table) {
    Map<String, String> types = recorded ? Map.of() : existing.getOrDefault(table, Map.of());
    return new Scope(COLUMNS + place, Set.of(), types);
  }

  /** Among which no two names are alike. */
  final class Scope {

    private final Map<String, String> names;
    private final Set<String> taken;

    private final Map<String, String> typesFound;

    private Scope(String place, Set<String> reserved, Map<String, String> typesFound) {
      this.typesFound = typesFound;
      names = given.computeIfAbsent(place, none -> new TreeMap<>());
      taken = new HashSet<>(reserved);
      taken.addAll(names.values());
    }

    /** The type of a column that was there before any name was recorded; null for none. */
    @Nullable String typeFound(String column) {
      return typesFound.get(column);
    }

    /** Whether a thing has a column already. */
    boolean isThere(String thing, String wished) {
      return names.containsKey(thing) || typesFound.containsKey(SqlQuoting.name(wished));
    }

    /** Whether a thing has got a name before. */
    boolean isRecorded(String thing) {
      return names.containsKey(thing);
    }

    /** Notes that a thing has no column, and gets none in a later version. */
    void without(String thing) {
      names.put(NONE + thing, Tables.REST);
    }

    /** Whether that was noted. */
    boolean isWithout(String thing) {
      return names.containsKey(NONE + thing);
    }

    /** How many columns there are already, also those of other versions. */
    int size() {
      long named = names.keySet().stream().filter(thing -> !thing.startsWith(NONE)).count();
      return Math.max(Math.toIntExact(named), typesFound.size());
    }

    /** Whether nothing has the name. */
    boolean isFree(String name) {
      return !taken.contains(name);
    }

    /** Takes a name out of use, which stands for nothing that is recorded. */
    void avoid(String name) {
      taken.add(name);
    }

    /**
     * The name of a thing: the one that it has, else the one that it wishes for, else that with a
     * part of a hash.
     *
     * @param thing what the name stands for, in every version of the form
     * @param origin what the hash is made from
     */
    String of(String thing, String wished, String origin) {
      String known = names.get(thing);
      if (known != null) {
        return known;
      }
      String name = SqlQuoting.name(wished);
      for (int again = 0; !taken.add(name); again++) {
        String hashed = again == 0 ? origin : origin + " " + again;
        name = SqlQuoting.name(wished + "_" + SqlQuoting.shortHash(hashed));
      }
      names.put(thing, name);
      return name;
    }
  }
}
