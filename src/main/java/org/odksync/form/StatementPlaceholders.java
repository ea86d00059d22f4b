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

/** Renders the names of a form, quoted, for the placeholders of statements. */
final class StatementPlaceholders {

  /** The ledger's file name of the placeholder, which replaces a missing image. */
  private static final String PLACEHOLDER = "no-image.png";

  private static final String EMPTY = "Link of an earlier version of the form; empty";

  private static final String SUBMISSION_ID = SqlQuoting.quoted(Tables.SUBMISSION_ID);

  private StatementPlaceholders() {}

  /** For a table of submissions of which only the prefix is known. */
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

  /** For statements on the form as a whole and its table of submissions. */
  static Statements of(Tables tables, RetiredLinks retired, boolean ownUnified) {
    Map<String, String> values = table(tables, tables.main());
    values.put("set", set(values, tables.main(), StatementPlaceholders::linkWhileNamed));
    values.put("create", creation(tables, retired, ownUnified));
    values.put("links", links(tables.main(), retired, "m"));
    values.put("relinked", relinked(tables.main(), retired, "m"));
    values.put("linked_children", linkedChildren(tables, retired));
    values.put("marked_children", markedChildren(tables, retired));
    values.put("images", images(tables));
    values.put("placeholder", SqlQuoting.literal(PLACEHOLDER));
    values.put("without_images", withoutImages(tables));
    values.put("live", live(tables));
    values.put("remove", removal(tables));
    values.put("children", children(tables, " UNION "));
    values.put("child_rows", children(tables, " UNION ALL "));
    values.put("number_of_children", numberOfChildren(tables));
    values.put("named_images", namedImages(tables));
    values.put("submitted", tables.main().column(Content.SUBMITTED).quoted());
    values.put("has_children", hasChildren(tables));
    values.putAll(unified(tables, retired));
    for (Table repeat : tables.repeats()) {
      values.put("repeat_" + String.join("_", repeat.path()), repeat.quoted());
    }
    return new Statements(values);
  }

  /** For statements on one repeat. */
  static Statements of(Tables tables, Table repeat, RetiredLinks retired) {
    Map<String, String> values = table(tables, repeat);
    values.put("lock", lock(tables, repeat));
    values.put("links", links(repeat, retired, "c"));
    values.put("relinked", relinked(repeat, retired, "c"));
    values.put("set", set(values, repeat, StatementPlaceholders::linkOfSameFile));
    return new Statements(values);
  }

  /** Locks rows of the main table first if the ledger is written as well. */
  private static String lock(Tables tables, Table repeat) {
    return repeat.images().isEmpty()
        ? "SELECT NULL::text AS \"UUID\" WHERE false"
        : ("SELECT m.\"UUID\" FROM %s m WHERE m.\"UUID\" IN (SELECT id FROM parents)"
                + " ORDER BY m.\"UUID\" FOR NO KEY UPDATE OF m")
            .formatted(tables.main().quoted());
  }

  /** The SET list of an upsert, including links. */
  private static String set(Map<String, String> values, Table table, Function<Image, String> link) {
    return Stream.concat(Stream.of(values.get("set")), table.images().stream().map(link))
        .collect(joining(", "));
  }

  /** Keeps the link of an image until another one replaces it, or no file is named any more. */
  private static String linkWhileNamed(Image image) {
    return "%1$s = CASE WHEN %2$s IS NOT NULL THEN t.%1$s END"
        .formatted(image.quotedColumn(), image.fileName("EXCLUDED"));
  }

  /** Keeps the link only if the row still names the same file: its key is only a position. */
  private static String linkOfSameFile(Image image) {
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

  /**
   * The column lists of an upsert: all columns, and those without the key to set and to compare.
   */
  static <T> Map<String, String> lists(String prefix, List<T> columns, Function<T, String> quoted) {
    List<String> names = columns.stream().map(quoted).toList();
    List<String> data = names.subList(1, names.size());
    return Map.of(
        prefix + "columns", String.join(", ", names),
        prefix + "set", list(data, name -> name + " = EXCLUDED." + name),
        prefix + "stored", list(data, name -> "t." + name),
        prefix + "offered", list(data, name -> "EXCLUDED." + name));
  }

  /** DDL for missing tables and columns; existing columns keep their types. */
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
    ddl.addAll(ownUnified ? List.of(emptyUnified(tables)) : unifiedCreation(tables, main, retired));
    return String.join(";\n", ddl);
  }

  /** The query determines the other columns. */
  private static String emptyUnified(Tables tables) {
    return "CREATE TABLE IF NOT EXISTS %s (\"UUID\" text PRIMARY KEY)"
        .formatted(SqlQuoting.quoted(tables.unified()));
  }

  /** LIKE main, because the columns of an adopted main table keep their types. */
  private static List<String> unifiedCreation(
      Tables tables, List<Column> main, RetiredLinks retired) {
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
    return List.of(
        "CREATE TABLE IF NOT EXISTS %s (LIKE %s INCLUDING INDEXES)"
            .formatted(SqlQuoting.quoted(tables.unified()), tables.main().quoted()),
        addition(tables.unified(), unified),
        legends(tables.unified(), unified));
  }

  private static List<Column> columnsAndLinks(Table table) {
    return Stream.concat(
            table.columns().stream(),
            table.images().stream()
                .map(image -> Column.derived(image.column(), "text", image.legend())))
        .toList();
  }

  /** Adds a comment to each column that has none. */
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
   * Deletes the row t of a deleted submission d, or marks it as deleted, and returns the
   * submission. An encrypted submission has no row to keep.
   */
  private static String removal(Tables tables) {
    String row =
        "WHERE t.\"UUID\" = d.submission_id"
            + " AND NOT EXISTS (SELECT FROM encrypted e WHERE e.submission_id = d.submission_id)";
    if (!tables.keepsDeleted()) {
      return "DELETE FROM %s t USING deleted_ids d %s RETURNING d.submission_id"
          .formatted(tables.main().quoted(), row);
    }
    // usually it is also an offered row with the time; not if the row was refused or the submission
    // was purged
    return ("UPDATE %1$s t SET %2$s = COALESCE(d.deleted_at, now()) FROM deleted_ids d"
            + " %3$s AND t.%2$s IS NULL"
            + " AND NOT EXISTS (SELECT FROM offered o WHERE o.\"UUID\" = d.submission_id)"
            + " RETURNING d.submission_id")
        .formatted(tables.main().quoted(), deletedAt(tables), row);
  }

  /** The submissions that have rows in any repeat: distinct, or once per row. */
  private static String children(Tables tables, String union) {
    return tables.repeats().isEmpty()
        ? "SELECT NULL::text AS submission_id WHERE false"
        : tables.repeats().stream()
            .map(
                t ->
                    "SELECT %s::text AS submission_id FROM %s".formatted(SUBMISSION_ID, t.quoted()))
            .collect(joining(union));
  }

  /** The number of rows of the submission o in all repeats. */
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

  /** Each image field of each live row: submission, file name and link. */
  private static String namedImages(Tables tables) {
    String none =
        "SELECT NULL::text AS submission_id, NULL::text AS file_name, NULL::text AS url WHERE false";
    return Stream.concat(
            Stream.of(none),
            Stream.concat(Stream.of(tables.main()), tables.repeats().stream())
                .filter(Table::hasImages)
                .map(table -> namedImages(tables, table)))
        .collect(joining(" UNION ALL "));
  }

  private static String namedImages(Tables tables, Table table) {
    String rows =
        table.path().isEmpty()
            ? tables.main().quoted() + " m"
            : "%s r JOIN %s m ON m.\"UUID\" = r.%s"
                .formatted(table.quoted(), tables.main().quoted(), SUBMISSION_ID);
    String row = table.path().isEmpty() ? "m" : "r";
    return "SELECT m.\"UUID\"::text, p.file_name, p.url FROM %s CROSS JOIN LATERAL (VALUES %s) AS p(file_name, url) WHERE %s"
        .formatted(rows, images(table, row), live(tables));
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
   * Sets each link column whose field names a file with a link in {@code l.links}; empties retired
   * link columns.
   */
  private static String links(Table table, RetiredLinks retired, String row) {
    Map<String, String> links = linkValues(table, retired, row);
    return links.isEmpty()
        ? "\"UUID\" = %s.\"UUID\"".formatted(row)
        : list(List.copyOf(links.entrySet()), e -> e.getKey() + " = " + e.getValue());
  }

  /** Whether a link column of a row must change. */
  private static String relinked(Table table, RetiredLinks retired, String row) {
    Map<String, String> links = linkValues(table, retired, row);
    return links.isEmpty()
        ? "false"
        : links.entrySet().stream()
            .map(e -> "%s.%s IS DISTINCT FROM %s".formatted(row, e.getKey(), e.getValue()))
            .collect(joining(" OR "));
  }

  /** The new value of each link column. */
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

  /** The repeats whose rows have link columns, current or retired. */
  private static List<Table> repeatsWithLinks(Tables tables, RetiredLinks retired) {
    return tables.repeats().stream()
        .filter(repeat -> repeat.hasImages() || !retired.in(repeat.name()).isEmpty())
        .toList();
  }

  /** Updates the link columns in the rows of each repeat, like {@link #links} for submissions. */
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

  /** Marks the submissions whose rows of repeats have changed. */
  private static String markedChildren(Tables tables, RetiredLinks retired) {
    return IntStream.range(0, repeatsWithLinks(tables, retired).size())
        .mapToObj(
            i ->
                "%n    UNION%n    SELECT %s, submission_id FROM linked_%d"
                    .formatted(SqlQuoting.literal(tables.prefix()), i))
        .collect(joining());
  }

  /** The file name and link of each image field of the row m. */
  private static String images(Tables tables) {
    return tables.main().images().isEmpty()
        ? "(NULL::text, NULL::text)"
        : images(tables.main(), "m");
  }

  /** The file name and link of each image field of a row in any table with images. */
  private static String images(Table table, String row) {
    return list(
        table.images(),
        image ->
            "((%s)::text, %s.%s::text)".formatted(image.fileName(row), row, image.quotedColumn()));
  }

  /** Whether the row m names no file in the first image field. */
  private static String withoutImages(Tables tables) {
    return tables.main().images().stream()
        .findFirst()
        .map(image -> "(%s) IS NULL".formatted(image.fileName("m")))
        .orElse("false");
  }

  /**
   * The link that the unified table shows for the row m: its own; for the first image, else the
   * placeholder's.
   */
  private static String shown(Tables tables, Image image) {
    String own = "m." + image.quotedColumn();
    return image.equals(tables.main().images().get(0))
        ? ("COALESCE(%s, CASE WHEN %s THEN (SELECT a.url FROM odk_attachment a"
                + " WHERE a.form = %s AND a.submission_id = '' AND a.file_name = %s) END)")
            .formatted(
                own,
                withoutImages(tables),
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
    values.put(
        "unified_index", SqlQuoting.quoted(SqlQuoting.name(tables.unified() + "_submitted")));
    values.put("unified_source", tables.main().quoted());
    values.put("unified_live", live(tables));
    values.put("stored_views", "");
    values.put("unified_selected", String.join(",\n    ", selected.values()));
    return values;
  }

  /**
   * All rows of the repeat as a JSON array, in the order of the form. Adopted tables store the
   * position as text.
   */
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
