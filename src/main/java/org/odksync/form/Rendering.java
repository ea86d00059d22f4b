package org.odksync.form;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** The values of a form's statements: its names, quoted, in the lists that the statements need. */
final class Rendering {

  private Rendering() {}

  /** For what concerns the form as a whole, and its table of submissions. */
  static Statements of(Tables tables) {
    Map<String, String> values = new HashMap<>(table(tables, tables.main()));
    values.put("create", creation(tables));
    values.put("links", links(tables));
    values.put("pictures", pictures(tables));
    values.put("live", live(tables));
    values.put("remove", removal(tables));
    values.put("children", children(tables));
    values.putAll(unified(tables));
    return new Statements(values);
  }

  /** For one repeat. */
  static Statements of(Tables tables, Table repeat) {
    return new Statements(table(tables, repeat));
  }

  private static Map<String, String> table(Tables tables, Table table) {
    Map<String, String> values = new HashMap<>(lists("", table.columns(), Column::quoted));
    values.put("form", Sql.literal(tables.prefix()));
    values.put("table", table.quoted());
    values.put("table_name", Sql.literal(table.name()));
    return values;
  }

  /** What an upsert names: all columns, and those but the key, to set and to compare. */
  private static <T> Map<String, String> lists(
      String prefix, List<T> columns, Function<T, String> quoted) {
    List<String> names = columns.stream().map(quoted).toList();
    List<String> data = names.subList(1, names.size());
    return Map.of(
        prefix + "columns", String.join(", ", names),
        prefix + "set", list(data, name -> name + " = EXCLUDED." + name),
        prefix + "stored", list(data, name -> "t." + name),
        prefix + "offered", list(data, name -> "EXCLUDED." + name));
  }

  /** Tables and columns that are missing; what is there keeps its type. */
  private static String creation(Tables tables) {
    List<String> ddl = new ArrayList<>();
    List<Column> links =
        tables.images().stream().map(i -> new Column(i.column(), "", "text")).toList();
    List<Column> main = Stream.concat(tables.main().columns().stream(), links.stream()).toList();
    ddl.add(creation(tables.main()));
    ddl.add(addition(tables.main().name(), main));
    for (Table repeat : tables.repeats()) {
      ddl.add(creation(repeat));
      ddl.add(addition(repeat.name(), repeat.columns()));
      ddl.add(
          "CREATE INDEX IF NOT EXISTS %s ON %s (%s)"
              .formatted(
                  Sql.quoted(Sql.name(repeat.name() + "_submission")),
                  repeat.quoted(),
                  Sql.quoted(Tables.SUBMISSION_ID)));
    }
    Stream<Column> derived =
        Stream.concat(
            tables.repeats().stream().map(r -> new Column(r.array(), "", "jsonb")),
            tables.images().stream().map(i -> new Column(i.html(), "", "text")));
    // like main, because the columns of an adopted main table keep their types
    ddl.add(
        "CREATE TABLE IF NOT EXISTS %s (LIKE %s INCLUDING INDEXES)"
            .formatted(Sql.quoted(tables.unified()), tables.main().quoted()));
    ddl.add(addition(tables.unified(), Stream.concat(main.stream(), derived).toList()));
    return String.join(";\n", ddl);
  }

  private static String creation(Table table) {
    return "CREATE TABLE IF NOT EXISTS %s (%s PRIMARY KEY)"
        .formatted(table.quoted(), table.columns().get(0).definition());
  }

  private static String addition(String table, List<Column> columns) {
    return "ALTER TABLE %s %s"
        .formatted(
            Sql.quoted(table), list(columns, c -> "ADD COLUMN IF NOT EXISTS " + c.definition()));
  }

  /** Whether Central still has the submission of the row m. */
  private static String live(Tables tables) {
    return tables.keepsDeleted() ? "m." + tables.deletedAt().quoted() + " IS NULL" : "true";
  }

  /** What a submission d, which Central has deleted, does to its row t, and returns it. */
  private static String removal(Tables tables) {
    String row = "WHERE t.\"UUID\" = d.submission_id";
    if (!tables.keepsDeleted()) {
      return "DELETE FROM %s t USING departed d %s RETURNING d.submission_id"
          .formatted(tables.main().quoted(), row);
    }
    // usually it is offered as a row, with its time; but not when that was refused, or when it was
    // purged
    return ("UPDATE %1$s t SET %2$s = COALESCE(d.deleted_at, now()) FROM departed d"
            + " %3$s AND t.%2$s IS NULL"
            + " AND NOT EXISTS (SELECT FROM offered o WHERE o.\"UUID\" = d.submission_id)"
            + " RETURNING d.submission_id")
        .formatted(tables.main().quoted(), tables.deletedAt().quoted(), row);
  }

  /** The submissions that have rows in any repeat. */
  private static String children(Tables tables) {
    String id = Sql.quoted(Tables.SUBMISSION_ID);
    return tables.repeats().isEmpty()
        ? "SELECT NULL::text AS submission_id WHERE false"
        : tables.repeats().stream()
            .map(t -> "SELECT %s::text AS submission_id FROM %s".formatted(id, t.quoted()))
            .collect(joining(" UNION "));
  }

  /** Sets each link column whose field names a file that {@code l.links} has a link for. */
  private static String links(Tables tables) {
    if (tables.images().isEmpty()) {
      return "\"UUID\" = m.\"UUID\"";
    }
    return list(
        tables.images(),
        i ->
            "%s = COALESCE(l.links ->> (%s), m.%s)"
                .formatted(i.quotedColumn(), i.fileName("m"), i.quotedColumn()));
  }

  /** The file and the link of each image field of the row m. */
  private static String pictures(Tables tables) {
    return tables.images().isEmpty()
        ? "(NULL::text, NULL::text)"
        : list(
            tables.images(),
            i -> "((%s)::text, m.%s::text)".formatted(i.fileName("m"), i.quotedColumn()));
  }

  private static Map<String, String> unified(Tables tables) {
    Map<String, String> selected = new LinkedHashMap<>();
    for (Column column : tables.main().columns()) {
      selected.put(column.quoted(), "m." + column.quoted());
    }
    for (Image image : tables.images()) {
      selected.put(image.quotedColumn(), "m." + image.quotedColumn());
    }
    for (Table repeat : tables.repeats()) {
      selected.put(Sql.quoted(repeat.array()), array(repeat));
    }
    for (Image image : tables.images()) {
      selected.put(Sql.quoted(image.html()), html(image));
    }
    Map<String, String> values =
        new HashMap<>(lists("unified_", List.copyOf(selected.keySet()), Function.identity()));
    values.put("unified", Sql.quoted(tables.unified()));
    values.put("unified_selected", String.join(",\n    ", selected.values()));
    return values;
  }

  /** All rows of the repeat, in the order of the form. Adopted tables hold the position as text. */
  private static String array(Table repeat) {
    String position = "c." + Sql.quoted(Tables.POSITION) + "::text";
    return ("(SELECT COALESCE(jsonb_agg(to_jsonb(c) - %s ORDER BY length(%s), %s, c.\"UUID\"), '[]')"
            + " FROM %s c WHERE c.%s = m.\"UUID\")")
        .formatted(
            Sql.literal(Tables.SUBMISSION_ID),
            position,
            position,
            repeat.quoted(),
            Sql.quoted(Tables.SUBMISSION_ID));
  }

  private static String html(Image image) {
    String field = image.path().get(image.path().size() - 1);
    String words = field.replace('_', ' ').strip();
    String alt = words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    return "odk_image_html(m.%s, %s)".formatted(image.quotedColumn(), Sql.literal(alt));
  }

  private static <T> String list(List<T> items, Function<T, String> text) {
    return items.stream().map(text).collect(joining(", "));
  }
}
