package org.odksync.form;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.odksync.form.Column.Content;

/** The values of a form's statements: its names, quoted, in the lists that the statements need. */
final class StatementNames {

  /** What the ledger calls the file that stands for a picture that is not named. */
  private static final String PLACEHOLDER = "no-image.png";

  private static final String EMPTY = "Link of an earlier version of the form; empty";

  private static final String SUBMISSION_ID = SqlQuoting.quoted(Tables.SUBMISSION_ID);

  private StatementNames() {}

  /** For a table of submissions of which nothing is known but that it is there. */
  static Statements ofTable(String prefix) {
    return new Statements(
        Map.of(
            "form",
            SqlQuoting.literal(prefix),
            "table",
            SqlQuoting.quoted(SqlQuoting.name(prefix)),
            "live",
            "true"));
  }

  /** For what concerns the form as a whole, and its table of submissions. */
  static Statements of(Tables tables, RetiredLinks retired, boolean ownUnified) {
    Map<String, String> values = table(tables, tables.main());
    values.put("set", set(values, tables.main(), StatementNames::keptWhileNamed));
    values.put("create", creation(tables, retired, ownUnified));
    values.put("links", links(tables.main(), retired, "m"));
    values.put("relinked", relinked(tables.main(), retired, "m"));
    values.put("linked_children", linkedChildren(tables, retired));
    values.put("marked_children", markedChildren(tables, retired));
    values.put("pictures", pictures(tables));
    values.put("placeholder", SqlQuoting.literal(PLACEHOLDER));
    values.put("unpictured", unpictured(tables));
    values.put("live", live(tables));
    values.put("remove", removal(tables));
    values.put("children", children(tables, " UNION "));
    values.put("child_rows", children(tables, " UNION ALL "));
    values.put("number_of_children", numberOfChildren(tables));
    values.put("named_pictures", namedPictures(tables));
    values.put("submitted", tables.main().column(Content.SUBMITTED).quoted());
    values.put("has_children", hasChildren(tables));
    values.putAll(unified(tables, retired));
    for (Table repeat : tables.repeats()) {
      values.put("repeat_" + String.join("_", repeat.path()), repeat.quoted());
    }
    return new Statements(values);
  }

  /** For one repeat. */
  static Statements of(Tables tables, Table repeat, RetiredLinks retired) {
    Map<String, String> values = table(tables, repeat);
    values.put("lock", lock(tables, repeat));
    values.put("links", links(repeat, retired, "c"));
    values.put("relinked", relinked(repeat, retired, "c"));
    values.put("set", set(values, repeat, StatementNames::kept));
    return new Statements(values);
  }

  /**
   * Where the ledger is written as well, rows of the main table are locked before those of both.
   */
  private static String lock(Tables tables, Table repeat) {
    return repeat.images().isEmpty()
        ? "SELECT NULL::text AS \"UUID\" WHERE false"
        : ("SELECT m.\"UUID\" FROM %s m WHERE m.\"UUID\" IN (SELECT id FROM parents)"
                + " ORDER BY m.\"UUID\" FOR NO KEY UPDATE OF m")
            .formatted(tables.main().quoted());
  }

  /** What an upsert sets, its links included. */
  private static String set(Map<String, String> values, Table table, Function<Image, String> link) {
    return Stream.concat(Stream.of(values.get("set")), table.images().stream().map(link))
        .collect(joining(", "));
  }

  /** A picture stays shown until another one takes its place, or none is named any more. */
  private static String keptWhileNamed(Image image) {
    return "%1$s = CASE WHEN %2$s IS NOT NULL THEN t.%1$s END"
        .formatted(image.quotedColumn(), image.fileName("EXCLUDED"));
  }

  /** A row that now names another file shows no picture of before: its key is only a position. */
  private static String kept(Image image) {
    return "%1$s = CASE WHEN %2$s IS NOT DISTINCT FROM %3$s THEN t.%1$s END"
        .formatted(image.quotedColumn(), image.fileName("t"), image.fileName("EXCLUDED"));
  }

  private static Map<String, String> table(Tables tables, Table table) {
    Map<String, String> values = new HashMap<>(lists("", table.columns(), Column::quoted));
    values.put("form", SqlQuoting.literal(tables.prefix()));
    values.put("table", table.quoted());
    values.put("table_name", SqlQuoting.literal(table.name()));
    return values;
  }

  /** What an upsert names: all columns, and those but the key, to set and to compare. */
  static <T> Map<String, String> lists(String prefix, List<T> columns, Function<T, String> quoted) {
    List<String> names = columns.stream().map(quoted).toList();
    List<String> data = names.subList(1, names.size());
    return Map.of(
        prefix + "columns", String.join(", ", names),
        prefix + "set", list(data, name -> name + " = EXCLUDED." + name),
        prefix + "stored", list(data, name -> "t." + name),
        prefix + "offered", list(data, name -> "EXCLUDED." + name));
  }

  /** Tables and columns that are missing; what is there keeps its type. */
  private static String creation(Tables tables, RetiredLinks retired, boolean ownUnified) {
    List<String> ddl = new ArrayList<>();
    List<Column> main = columnsAndLinks(tables.main());
    ddl.add(creation(tables.main()));
    ddl.add(addition(tables.main().name(), main));
    ddl.add(legends(tables.main().name(), main));
    for (Table repeat : tables.repeats()) {
      ddl.add(creation(repeat));
      ddl.add(addition(repeat.name(), columnsAndLinks(repeat)));
      ddl.add(legends(repeat.name(), columnsAndLinks(repeat)));
      ddl.add(
          "CREATE INDEX IF NOT EXISTS %s ON %s (%s)"
              .formatted(SqlQuoting.quoted(repeat.index()), repeat.quoted(), SUBMISSION_ID));
    }
    if (ownUnified) {
      // the rest follows from the query
      ddl.add(
          "CREATE TABLE IF NOT EXISTS %s (\"UUID\" text PRIMARY KEY)"
              .formatted(SqlQuoting.quoted(tables.unified())));
      return String.join(";\n", ddl);
    }
    Stream<Column> arrays =
        tables.repeats().stream()
            .map(
                repeat ->
                    Column.derived(
                        repeat.array(),
                        "jsonb",
                        "Rows of /%s, as JSON".formatted(String.join("/", repeat.path()))));
    Stream<Column> html =
        tables.main().images().stream()
            .map(image -> Column.derived(image.html(), "text", image.legend() + ", as HTML"));
    Stream<Column> empty =
        retired.in(tables.unified()).stream().map(name -> Column.derived(name, "text", EMPTY));
    List<Column> unified =
        Stream.of(main.stream(), arrays, html, empty).flatMap(Function.identity()).toList();
    // like main, because the columns of an adopted main table keep their types
    ddl.add(
        "CREATE TABLE IF NOT EXISTS %s (LIKE %s INCLUDING INDEXES)"
            .formatted(SqlQuoting.quoted(tables.unified()), tables.main().quoted()));
    ddl.add(addition(tables.unified(), unified));
    ddl.add(legends(tables.unified(), unified));
    return String.join(";\n", ddl);
  }

  private static List<Column> columnsAndLinks(Table table) {
    return Stream.concat(
            table.columns().stream(),
            table.images().stream()
                .map(image -> Column.derived(image.column(), "text", image.legend())))
        .toList();
  }

  /** Says in the database what each column holds, where nobody has said so. */
  private static String legends(String table, List<Column> columns) {
    return "SELECT odk_legends(%s, ARRAY[%s])"
        .formatted(
            SqlQuoting.literal(SqlQuoting.quoted(table)),
            list(
                columns,
                column ->
                    SqlQuoting.literal(column.name())
                        + ", "
                        + SqlQuoting.literal(column.legend())));
  }

  private static String creation(Table table) {
    return "CREATE TABLE IF NOT EXISTS %s (%s PRIMARY KEY)"
        .formatted(table.quoted(), table.columns().get(0).definition());
  }

  static String addition(String table, List<Column> columns) {
    return "ALTER TABLE %s %s"
        .formatted(
            SqlQuoting.quoted(table),
            list(columns, c -> "ADD COLUMN IF NOT EXISTS " + c.definition()));
  }

  /** Whether Central still has the submission of the row m. */
  private static String live(Tables tables) {
    return tables.keepsDeleted() ? "m." + deletedAt(tables) + " IS NULL" : "true";
  }

  private static String deletedAt(Tables tables) {
    return tables.main().column(Content.DELETED).quoted();
  }

  /**
   * What a submission d, which Central has deleted, does to its row t, and returns it. An encrypted
   * one has none to keep.
   */
  private static String removal(Tables tables) {
    String row =
        "WHERE t.\"UUID\" = d.submission_id"
            + " AND NOT EXISTS (SELECT FROM encrypted e WHERE e.submission_id = d.submission_id)";
    if (!tables.keepsDeleted()) {
      return "DELETE FROM %s t USING deleted_ids d %s RETURNING d.submission_id"
          .formatted(tables.main().quoted(), row);
    }
    // usually it is offered as a row, with its time; but not when that was refused, or when it was
    // purged
    return ("UPDATE %1$s t SET %2$s = COALESCE(d.deleted_at, now()) FROM deleted_ids d"
            + " %3$s AND t.%2$s IS NULL"
            + " AND NOT EXISTS (SELECT FROM offered o WHERE o.\"UUID\" = d.submission_id)"
            + " RETURNING d.submission_id")
        .formatted(tables.main().quoted(), deletedAt(tables), row);
  }

  /** The submissions that have rows in any repeat: each once, or as often as it has any. */
  private static String children(Tables tables, String union) {
    return tables.repeats().isEmpty()
        ? "SELECT NULL::text AS submission_id WHERE false"
        : tables.repeats().stream()
            .map(
                t ->
                    "SELECT %s::text AS submission_id FROM %s".formatted(SUBMISSION_ID, t.quoted()))
            .collect(joining(union));
  }

  /** How many rows the submission of the row o has in all repeats together. */
  private static String numberOfChildren(Tables tables) {
    return tables.repeats().isEmpty()
        ? "0"
        : tables.repeats().stream()
            .map(
                t ->
                    "(SELECT count(*) FROM %s c WHERE c.%s = o.submission_id)"
                        .formatted(t.quoted(), SUBMISSION_ID))
            .collect(joining(" + "));
  }

  /** Each image field of each row that is shown: submission, and the file and the link in it. */
  private static String namedPictures(Tables tables) {
    String none =
        "SELECT NULL::text AS submission_id, NULL::text AS file_name, NULL::text AS url WHERE false";
    return Stream.concat(
            Stream.of(none),
            Stream.concat(Stream.of(tables.main()), tables.repeats().stream())
                .filter(Table::hasImages)
                .map(table -> namedPictures(tables, table)))
        .collect(joining(" UNION ALL "));
  }

  private static String namedPictures(Tables tables, Table table) {
    String rows =
        table.path().isEmpty()
            ? tables.main().quoted() + " m"
            : "%s r JOIN %s m ON m.\"UUID\" = r.%s"
                .formatted(table.quoted(), tables.main().quoted(), SUBMISSION_ID);
    String row = table.path().isEmpty() ? "m" : "r";
    return "SELECT m.\"UUID\"::text, p.file_name, p.url FROM %s CROSS JOIN LATERAL (VALUES %s) AS p(file_name, url) WHERE %s"
        .formatted(rows, pictures(table, row), live(tables));
  }

  /** Whether the submission of the row a has rows in any repeat. */
  private static String hasChildren(Tables tables) {
    return tables.repeats().isEmpty()
        ? "false"
        : tables.repeats().stream()
            .map(
                t ->
                    "EXISTS (SELECT FROM %s c WHERE c.%s = a.submission_id)"
                        .formatted(t.quoted(), SUBMISSION_ID))
            .collect(joining(" OR ", "(", ")"));
  }

  /**
   * Sets each link column of a row whose field names a file that {@code l.links} has a link for;
   * those that no image has any more are emptied.
   */
  private static String links(Table table, RetiredLinks retired, String row) {
    Map<String, String> links = linkValues(table, retired, row);
    return links.isEmpty()
        ? "\"UUID\" = %s.\"UUID\"".formatted(row)
        : list(List.copyOf(links.entrySet()), e -> e.getKey() + " = " + e.getValue());
  }

  /** Whether a row has a link column that another link belongs into. */
  private static String relinked(Table table, RetiredLinks retired, String row) {
    Map<String, String> links = linkValues(table, retired, row);
    return links.isEmpty()
        ? "false"
        : links.entrySet().stream()
            .map(e -> "%s.%s IS DISTINCT FROM %s".formatted(row, e.getKey(), e.getValue()))
            .collect(joining(" OR "));
  }

  /** What belongs into each link column. */
  private static Map<String, String> linkValues(Table table, RetiredLinks retired, String row) {
    Map<String, String> values = new LinkedHashMap<>();
    for (Image image : table.images()) {
      values.put(
          image.quotedColumn(),
          "CASE WHEN (%2$s) IS NOT NULL THEN COALESCE(l.links ->> (%2$s), %3$s.%1$s) END"
              .formatted(image.quotedColumn(), image.fileName(row), row));
    }
    retired.in(table.name()).forEach(column -> values.put(SqlQuoting.quoted(column), "NULL"));
    return values;
  }

  /** Those whose rows have link columns, now or of versions before. */
  private static List<Table> repeatsWithLinks(Tables tables, RetiredLinks retired) {
    return tables.repeats().stream()
        .filter(repeat -> repeat.hasImages() || !retired.in(repeat.name()).isEmpty())
        .toList();
  }

  /** Does for the rows of each repeat that has images what {@link #links} does for a submission. */
  private static String linkedChildren(Tables tables, RetiredLinks retired) {
    StringBuilder parts = new StringBuilder();
    List<Table> repeats = repeatsWithLinks(tables, retired);
    for (int i = 0; i < repeats.size(); i++) {
      Table repeat = repeats.get(i);
      parts.append(
          ", linked_%d AS (%n    UPDATE %s c SET %s FROM links l%n    WHERE c.%s = l.submission_id AND (%s)%n    RETURNING l.submission_id%n)"
              .formatted(
                  i,
                  repeat.quoted(),
                  links(repeat, retired, "c"),
                  SUBMISSION_ID,
                  relinked(repeat, retired, "c")));
    }
    return parts.toString();
  }

  /** The submissions that have such rows with another link now. */
  private static String markedChildren(Tables tables, RetiredLinks retired) {
    return IntStream.range(0, repeatsWithLinks(tables, retired).size())
        .mapToObj(
            i ->
                "%n    UNION%n    SELECT %s, submission_id FROM linked_%d"
                    .formatted(SqlQuoting.literal(tables.prefix()), i))
        .collect(joining());
  }

  /** The file and the link of each image field of the row m. */
  private static String pictures(Tables tables) {
    return tables.main().images().isEmpty()
        ? "(NULL::text, NULL::text)"
        : pictures(tables.main(), "m");
  }

  /** The same of a row of any table that has image fields. */
  private static String pictures(Table table, String row) {
    return list(
        table.images(),
        image ->
            "((%s)::text, %s.%s::text)".formatted(image.fileName(row), row, image.quotedColumn()));
  }

  /** Whether the row m names no file in the first image field. */
  private static String unpictured(Tables tables) {
    return tables.main().images().stream()
        .findFirst()
        .map(image -> "(%s) IS NULL".formatted(image.fileName("m")))
        .orElse("false");
  }

  /**
   * The link that the unified table shows for the row m: its own or, of the first image, that of
   * the placeholder.
   */
  private static String shown(Tables tables, Image image) {
    String own = "m." + image.quotedColumn();
    return image.equals(tables.main().images().get(0))
        ? ("COALESCE(%s, CASE WHEN %s THEN (SELECT a.url FROM odk_attachment a"
                + " WHERE a.form = %s AND a.submission_id = '' AND a.file_name = %s) END)")
            .formatted(
                own,
                unpictured(tables),
                SqlQuoting.literal(tables.prefix()),
                SqlQuoting.literal(PLACEHOLDER))
        : own;
  }

  private static Map<String, String> unified(Tables tables, RetiredLinks retired) {
    Map<String, String> selected = new LinkedHashMap<>();
    for (Column column : tables.main().columns()) {
      selected.put(column.quoted(), "m." + column.quoted());
    }
    for (Image image : tables.main().images()) {
      selected.put(image.quotedColumn(), shown(tables, image));
    }
    for (Table repeat : tables.repeats()) {
      selected.put(SqlQuoting.quoted(repeat.array()), array(repeat));
    }
    for (Image image : tables.main().images()) {
      selected.put(SqlQuoting.quoted(image.html()), html(image, shown(tables, image)));
    }
    retired.in(tables.unified()).forEach(column -> selected.put(SqlQuoting.quoted(column), "NULL"));
    Map<String, String> values =
        new HashMap<>(lists("unified_", List.copyOf(selected.keySet()), Function.identity()));
    values.put("unified", SqlQuoting.quoted(tables.unified()));
    values.put("unified_name", SqlQuoting.literal(tables.unified()));
    values.put("unified_source", tables.main().quoted());
    values.put("unified_live", live(tables));
    values.put("unified_selected", String.join(",\n    ", selected.values()));
    return values;
  }

  /** All rows of the repeat, in the order of the form. Adopted tables hold the position as text. */
  private static String array(Table repeat) {
    String position = "c." + repeat.column(Content.POSITION).quoted() + "::text";
    return ("(SELECT COALESCE(jsonb_agg(to_jsonb(c) - %s ORDER BY length(%s), %s, c.\"UUID\"), '[]')"
            + " FROM %s c WHERE c.%s = m.\"UUID\")")
        .formatted(
            SqlQuoting.literal(Tables.SUBMISSION_ID),
            position,
            position,
            repeat.quoted(),
            SUBMISSION_ID);
  }

  private static String html(Image image, String link) {
    String field = image.path().get(image.path().size() - 1);
    String words = field.replace('_', ' ').strip();
    String alt = words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    return "odk_image_html(%s, %s)".formatted(link, SqlQuoting.literal(alt));
  }

  private static <T> String list(List<T> items, Function<T, String> text) {
    return items.stream().map(text).collect(joining(", "));
  }
}
