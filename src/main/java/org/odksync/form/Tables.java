package org.odksync.form;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.odksync.form.Column.Content;

/**
 * The tables of a form: {@code <prefix>} for submissions, {@code <prefix>_<repeat path>} for each
 * repeat, {@code <prefix>_unified}. The column names are those of the Python service. What the form
 * calls its fields never takes a name of ours: of two things that wish for one name, one gets a
 * name of its own.
 *
 * @param source view that holds the form's own query for the unified table
 */
public record Tables(
    String prefix,
    Table main,
    List<Table> repeats,
    String unified,
    String source,
    boolean keepsDeleted) {

  /** The column of a child's submission. */
  static final String SUBMISSION_ID = "__Submissions-id";

  static final String POSITION = "repeat_position";
  static final String SUBMITTED = "SubmittedDate";
  static final String DELETED = "deleted_at";

  /** The column for what has no room. */
  static final String REST = "answers_rest";

  static final String OTHER_DELETED = "__deleted_at";
  private static final String ID = "__id";
  private static final String SYSTEM = "__system";
  private static final String TIME = "timestamptz";
  private static final String LINK = "@odata.navigationLink";

  /** Begins what the column with Central's link to the rows of a repeat stands for. */
  static final String LINK_TO = "link to ";

  /** Types of columns, as PostgreSQL calls them, that hold every time, place and text. */
  private static final Set<String> TIMES =
      Set.of("timestamp with time zone", "timestamp without time zone");

  private static final Set<String> NUMBERS = Set.of("smallint", "integer", "bigint", "numeric");
  private static final Set<String> TEXTS = Set.of("text", "character varying");

  public Tables {
    repeats = List.copyOf(repeats);
  }

  static Tables of(
      String prefix,
      FormSchema schema,
      List<Image> named,
      boolean keepsDeleted,
      StoredNames names) {
    StoredNames.Scope tables = names.tables();
    List<Image> all = imagesOf(schema, named);
    String name = table("/", prefix, "/", tables);
    StoredNames.Scope columns = names.columns("/", name);
    List<Image> ofMain = imagesIn(List.of(), schema, all);
    // the unified table has these, and HTML and rows besides
    int derived = 2 * ofMain.size() + schema.repeats().size();
    ColumnLayout layout =
        ColumnLayout.of(schema.childrenOf(List.of()), pictured(ofMain), derived, columns);
    List<Column> mainColumns = mainColumns(schema, keepsDeleted, layout, columns);
    List<Image> images = named(ofMain, layout, columns);
    List<OtherFile> others = othersOf(schema, all);
    Table main =
        new Table(
            name,
            List.of(),
            mainColumns,
            images,
            othersIn(List.of(), schema, others, layout, columns),
            "no column",
            "",
            Set.of(),
            layout.rest(),
            layout.room());
    String unified = table("unified", prefix + "_unified", "/unified", tables);

    // before the rest: tables that are there already keep their names
    schema.repeats().forEach(repeat -> tableName(repeat, prefix, tables));
    String source = tables.of("source", unified + "_source", "/source");
    List<Table> repeats = new ArrayList<>();
    for (Field repeat : schema.repeats()) {
      String path = String.join("_", repeat.path());
      String origin = String.join("/", repeat.path());
      String table = tableName(repeat, prefix, tables);
      StoredNames.Scope ofRepeat = names.columns("/" + origin, table);
      List<Image> imagesOfRepeat = imagesIn(repeat.path(), schema, all);
      ColumnLayout ofRows =
          ColumnLayout.of(
              schema.childrenOf(repeat.path()),
              pictured(imagesOfRepeat),
              imagesOfRepeat.size(),
              ofRepeat);
      List<Column> repeatColumns = repeatColumns(schema, repeat, ofRows, ofRepeat);
      repeats.add(
          new Table(
              table,
              repeat.path(),
              repeatColumns,
              named(imagesOfRepeat, ofRows, ofRepeat),
              othersIn(repeat.path(), schema, others, ofRows, ofRepeat),
              columns.of("rows of /" + origin, path, origin),
              tables.of("index of /" + origin, table + "_submission", "index of " + origin),
              masked(schema, repeat.path()),
              ofRows.rest(),
              ofRows.room()));
    }
    return new Tables(prefix, main, repeats, unified, source, keepsDeleted);
  }

  private static String tableName(Field repeat, String prefix, StoredNames.Scope tables) {
    String origin = String.join("/", repeat.path());
    return table("/" + origin, prefix + "_" + String.join("_", repeat.path()), origin, tables);
  }

  /** A table and the index of its key are among the same names. */
  private static String table(
      String thing, String wished, String origin, StoredNames.Scope tables) {
    String name = tables.of(thing, wished, origin);
    tables.avoid(SqlQuoting.primaryKey(name));
    return name;
  }

  /** Those whose innermost repeat is this one. */
  private static List<Image> imagesIn(List<String> repeat, FormSchema schema, List<Image> all) {
    return all.stream()
        .filter(image -> schema.enclosingRepeat(image.path()).equals(repeat))
        .map(image -> image.below(repeat.size()))
        .toList();
  }

  /** Those of the table, in the columns that it has. */
  private static List<OtherFile> othersIn(
      List<String> repeat,
      FormSchema schema,
      List<OtherFile> all,
      ColumnLayout layout,
      StoredNames.Scope names) {
    return all.stream()
        .filter(other -> schema.enclosingRepeat(other.path()).equals(repeat))
        .map(other -> other.below(repeat.size()))
        .map(other -> layout.columns().contains(other.path().get(0)) ? other.named(names) : other)
        .toList();
  }

  /** A link follows from a column only. */
  private static List<Image> named(
      List<Image> images, ColumnLayout layout, StoredNames.Scope names) {
    return images.stream()
        .filter(image -> layout.columns().contains(image.path().get(0)))
        .map(image -> image.named(names))
        .toList();
  }

  /** The fields of the table that their links follow from. */
  private static Set<String> pictured(List<Image> images) {
    return images.stream().map(image -> image.path().get(0)).collect(Collectors.toSet());
  }

  private static Set<List<String>> masked(FormSchema schema, List<String> repeat) {
    Set<List<String>> masked = new HashSet<>();
    for (List<String> path = repeat; !path.isEmpty(); path = schema.enclosingRepeat(path)) {
      List<String> here = path;
      if (schema.childrenOf(here).stream().anyMatch(field -> field.name().equals(ID))) {
        masked.add(here);
      }
    }
    return masked;
  }

  /** Ours get their names first, then the form's fields. */
  private static List<Column> mainColumns(
      FormSchema schema, boolean keepsDeleted, ColumnLayout layout, StoredNames.Scope names) {
    Column key = ours(names, Content.KEY, Table.KEY, "text", "Id of the submission");
    Column id = ours(names, Content.ID, ID, "text", "Id of the submission");
    Column system = ours(names, Content.SYSTEM, SYSTEM, "jsonb", "What Central notes about it");
    avoidUnlessOf(TIMES, SUBMITTED, names);
    Column submitted =
        ours(names, Content.SUBMITTED, SUBMITTED, TIME, "When Central received the submission");
    if (keepsDeleted) {
      keepColumnOfDeletes(schema, names);
    }
    List<Column> rest = rest(layout, names);
    List<Column> columns = new ArrayList<>(List.of(key, id));
    columns.addAll(fields(schema, List.of(), layout, names));
    columns.addAll(rest);
    columns.addAll(List.of(system, submitted));
    if (keepsDeleted) {
      String wished = names.isFree(DELETED) ? DELETED : OTHER_DELETED;
      columns.add(
          new Column(
              names.of(DELETED, wished, DELETED),
              Content.DELETED,
              "",
              TIME,
              "When Central deleted the submission"));
    }
    return columns;
  }

  /**
   * Before names were recorded, a field of this name came and went with ours: the column that has
   * the times is ours.
   */
  private static void keepColumnOfDeletes(FormSchema schema, StoredNames.Scope names) {
    String type = names.typeFound(DELETED);
    if (type == null || names.typeFound(OTHER_DELETED) == null) {
      return;
    }
    boolean isOfField =
        schema.childrenOf(List.of()).stream()
            .anyMatch(f -> f.name().equals(DELETED) && f.columnType().equals(TIME));
    boolean isOurs = TIMES.contains(type) && !isOfField;
    names.of(DELETED, isOurs ? DELETED : OTHER_DELETED, DELETED);
  }

  private static List<Column> repeatColumns(
      FormSchema schema, Field repeat, ColumnLayout layout, StoredNames.Scope names) {
    List<Column> columns = new ArrayList<>();
    columns.add(
        ours(names, Content.KEY, Table.KEY, "text", "Ids of the submission and of the row"));
    columns.add(ours(names, Content.ID, ID, "text", "Id of the row, which follows its position"));
    columns.add(ours(names, Content.SUBMISSION_ID, SUBMISSION_ID, "text", "Id of the submission"));
    List<String> parent = schema.enclosingRepeat(repeat.path());
    if (!parent.isEmpty()) {
      columns.add(
          ours(
              names, Content.PARENT_ID, parentId(parent), "text", "Id of the row around this one"));
    }
    avoidUnlessOf(NUMBERS, POSITION, names);
    Column position =
        ours(
            names, Content.POSITION, POSITION, "integer", "Place of the row in its repeat, from 1");
    List<Column> rest = rest(layout, names);
    columns.addAll(fields(schema, repeat.path(), layout, names));
    columns.addAll(rest);
    columns.add(position);
    return columns;
  }

  /** Once it is there it stays, or would keep what it holds when nothing belongs there any more. */
  private static List<Column> rest(ColumnLayout layout, StoredNames.Scope names) {
    return layout.hasRest() || names.isRecorded(REST)
        ? List.of(
            ours(
                names,
                Content.REST,
                REST,
                "jsonb",
                "Answers without a column, or without room in it, by the names of their questions"))
        : List.of();
  }

  private static Column ours(
      StoredNames.Scope names, Content content, String name, String type, String legend) {
    return new Column(names.of(name, name, name), content, "", type, legend);
  }

  /** A column that was made for a field of this name does not hold what ours does. */
  private static void avoidUnlessOf(Set<String> types, String name, StoredNames.Scope names) {
    String type = names.typeFound(name);
    if (type != null && !types.contains(type) && !TEXTS.contains(type)) {
      names.avoid(name);
    }
  }

  private static String parentId(List<String> parent) {
    return "__Submissions-" + String.join("-", parent) + "-id";
  }

  private static List<Column> fields(
      FormSchema schema, List<String> parent, ColumnLayout layout, StoredNames.Scope names) {
    List<Column> columns = new ArrayList<>();
    List<Field> siblings = schema.childrenOf(parent);
    for (Field field : siblings) {
      if (!layout.columns().contains(field.name())) {
        continue;
      }
      String path = "/" + String.join("/", field.path());
      String thing = field(field.name());
      if (field.isRepeat()) {
        String link = link(field.name());
        // the record has one value for both
        boolean isField = siblings.stream().anyMatch(other -> other.name().equals(link));
        String name = names.of(linkTo(field.name()), link, linkTo(field.name()));
        String legend = "Central's link to the rows of " + path;
        columns.add(new Column(name, Content.FIELD, isField ? "" : link, "text", legend));
      } else {
        String name = names.of(thing, field.name(), thing);
        columns.add(
            new Column(name, Content.FIELD, field.name(), field.columnType(), "Answer to " + path));
      }
    }
    return columns;
  }

  /** What Central calls its link to the rows of a repeat. */
  static String link(String repeat) {
    return repeat + LINK;
  }

  /** What the column of that link stands for. */
  static String linkTo(String repeat) {
    return LINK_TO + field(repeat);
  }

  /** What the column of a field stands for, in the table that has it. */
  static String field(String name) {
    return "/" + name;
  }

  /** What is named and there; else every field that may name pictures, at any depth. */
  private static List<Image> imagesOf(FormSchema schema, List<Image> named) {
    List<Field> fields = schema.binaries();
    List<Image> there =
        named.stream()
            .filter(image -> fields.stream().anyMatch(f -> f.path().equals(image.path())))
            .toList();
    return there.isEmpty()
        ? fields.stream().filter(f -> f.noPicture().isEmpty()).map(Image::of).toList()
        : there;
  }

  /** The other fields that name files. */
  private static List<OtherFile> othersOf(FormSchema schema, List<Image> images) {
    return schema.binaries().stream()
        .filter(field -> images.stream().noneMatch(image -> image.path().equals(field.path())))
        .map(
            field ->
                new OtherFile(
                    field.path(),
                    field.path().get(0),
                    field.noPicture().isEmpty()
                        ? "the form's file names other fields as pictures"
                        : field.noPicture()))
        .toList();
  }
}
