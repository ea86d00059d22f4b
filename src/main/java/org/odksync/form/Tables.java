package org.odksync.form;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.odksync.form.Column.Content;

/**
 * The tables of a form: {@code <prefix>} for submissions, {@code <prefix>_<repeat path>} for each
 * repeat, {@code <prefix>_unified}. Column names are those of the Python service. A field never
 * takes the name of one of our columns: if two things prefer the same name, one of them gets a
 * hash.
 *
 * @param source view with the custom query for the unified table
 */
public record Tables(
    String prefix,
    Table main,
    List<Table> repeats,
    String unified,
    String source,
    boolean keepsDeleted) {

  /** The column with the submission id of a child. */
  static final String SUBMISSION_ID = "__Submissions-id";

  static final String POSITION = "repeat_position";
  static final String SUBMITTED = "SubmittedDate";
  static final String DELETED = "deleted_at";

  /** The column for values without a column or without room. */
  static final String REST = "answers_rest";

  static final String OTHER_DELETED = "__deleted_at";
  private static final String ID = "__id";
  private static final String SYSTEM = "__system";
  private static final String TIMESTAMP_TYPE = "timestamptz";
  private static final String LINK = "@odata.navigationLink";

  /** Prefix of the name key of the column with Central's link to a repeat's rows. */
  static final String LINK_TO = "link to ";

  /** PostgreSQL's types of columns that hold every time. */
  private static final Set<String> TIMESTAMP_TYPES =
      Set.of("timestamp with time zone", "timestamp without time zone");

  private static final Set<String> NUMBER_TYPES =
      Set.of("smallint", "integer", "bigint", "numeric");
  private static final Set<String> TEXT_TYPES = Set.of("text", "character varying");

  public Tables {
    repeats = List.copyOf(repeats);
  }

  static Tables of(
      String prefix,
      FormSchema schema,
      List<Image> namedImages,
      boolean keepsDeleted,
      StoredNames names) {
    StoredNames.Scope tables = names.tables();
    List<Image> all = imagesOf(schema, namedImages);
    String name = table("/", prefix, "/", tables);
    StoredNames.Scope columns = names.columns("/", name);
    List<Image> mainImages = imagesIn(List.of(), schema, all);
    // the unified table has link, HTML and repeat columns in addition
    int derived = 2 * mainImages.size() + schema.repeats().size();
    ColumnLayout layout =
        ColumnLayout.of(schema.childrenOf(List.of()), imageSources(mainImages), derived, columns);
    List<Column> mainColumns = mainColumns(schema, keepsDeleted, layout, columns);
    List<Image> images = namedImages(mainImages, layout, columns);
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

    // named first, so that existing tables keep their names
    schema.repeats().forEach(repeat -> tableName(repeat, prefix, tables));
    String source = tables.of("source", unified + "_source", "/source");
    List<Table> repeats = new ArrayList<>();
    for (Field repeat : schema.repeats()) {
      String path = String.join("_", repeat.path());
      String origin = String.join("/", repeat.path());
      String table = tableName(repeat, prefix, tables);
      StoredNames.Scope repeatNames = names.columns("/" + origin, table);
      List<Image> repeatImages = imagesIn(repeat.path(), schema, all);
      ColumnLayout repeatLayout =
          ColumnLayout.of(
              schema.childrenOf(repeat.path()),
              imageSources(repeatImages),
              repeatImages.size(),
              repeatNames);
      List<Column> repeatColumns = repeatColumns(schema, repeat, repeatLayout, repeatNames);
      repeats.add(
          new Table(
              table,
              repeat.path(),
              repeatColumns,
              namedImages(repeatImages, repeatLayout, repeatNames),
              othersIn(repeat.path(), schema, others, repeatLayout, repeatNames),
              columns.of("rows of /" + origin, path, origin),
              tables.of("index of /" + origin, table + "_submission", "index of " + origin),
              masked(schema, repeat.path()),
              repeatLayout.rest(),
              repeatLayout.room()));
    }
    return new Tables(prefix, main, repeats, unified, source, keepsDeleted);
  }

  private static String tableName(Field repeat, String prefix, StoredNames.Scope tables) {
    String origin = String.join("/", repeat.path());
    return table("/" + origin, prefix + "_" + String.join("_", repeat.path()), origin, tables);
  }

  /** Names a table and reserves the name of its primary key, because both share a namespace. */
  private static String table(
      String nameKey, String preferred, String origin, StoredNames.Scope tables) {
    String name = tables.of(nameKey, preferred, origin);
    tables.addTaken(SqlQuoting.primaryKey(name));
    return name;
  }

  /** The images whose innermost repeat is the given one. */
  private static List<Image> imagesIn(List<String> repeat, FormSchema schema, List<Image> all) {
    return all.stream()
        .filter(image -> schema.enclosingRepeat(image.path()).equals(repeat))
        .map(image -> image.below(repeat.size()))
        .toList();
  }

  /** The other files of the table, with the names of its columns. */
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

  /** Names the images of fields with a column: a link depends on its column. */
  private static List<Image> namedImages(
      List<Image> images, ColumnLayout layout, StoredNames.Scope names) {
    return images.stream()
        .filter(image -> layout.columns().contains(image.path().get(0)))
        .map(image -> image.named(names))
        .toList();
  }

  /** The names of the fields that links depend on. */
  private static Set<String> imageSources(List<Image> images) {
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

  /** Our own columns get their names before the form's fields. */
  private static List<Column> mainColumns(
      FormSchema schema, boolean keepsDeleted, ColumnLayout layout, StoredNames.Scope names) {
    Column key = ours(names, Content.KEY, Table.KEY, "text", "Id of the submission");
    Column id = ours(names, Content.ID, ID, "text", "Id of the submission");
    Column system = ours(names, Content.SYSTEM, SYSTEM, "jsonb", "What Central notes about it");
    avoidUnlessOfType(TIMESTAMP_TYPES, SUBMITTED, names);
    Column submitted =
        ours(
            names,
            Content.SUBMITTED,
            SUBMITTED,
            TIMESTAMP_TYPE,
            "When Central received the submission");
    if (keepsDeleted) {
      keepDeletedColumn(schema, names);
    }
    List<Column> rest = rest(layout, names);
    List<Column> columns = new ArrayList<>(List.of(key, id));
    columns.addAll(fields(schema, List.of(), layout, names));
    columns.addAll(rest);
    columns.addAll(List.of(system, submitted));
    if (keepsDeleted) {
      String preferred = names.isFree(DELETED) ? DELETED : OTHER_DELETED;
      columns.add(
          new Column(
              names.of(DELETED, preferred, DELETED),
              Content.DELETED,
              "",
              TIMESTAMP_TYPE,
              "When Central deleted the submission"));
    }
    return columns;
  }

  /**
   * Before names were recorded, a field could have the name of our column of deletes: the column
   * with times is ours.
   */
  private static void keepDeletedColumn(FormSchema schema, StoredNames.Scope names) {
    String type = names.typeFound(DELETED);
    if (type == null || names.typeFound(OTHER_DELETED) == null) {
      return;
    }
    boolean isOfField =
        schema.childrenOf(List.of()).stream()
            .anyMatch(f -> f.name().equals(DELETED) && f.columnType().equals(TIMESTAMP_TYPE));
    boolean isOurs = TIMESTAMP_TYPES.contains(type) && !isOfField;
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
    avoidUnlessOfType(NUMBER_TYPES, POSITION, names);
    Column position =
        ours(
            names, Content.POSITION, POSITION, "integer", "Place of the row in its repeat, from 1");
    List<Column> rest = rest(layout, names);
    columns.addAll(fields(schema, repeat.path(), layout, names));
    columns.addAll(rest);
    columns.add(position);
    return columns;
  }

  /** Once the column exists, it is always written: otherwise it would keep outdated values. */
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

  /** Avoids an existing column of another type: it was created for a field of the same name. */
  private static void avoidUnlessOfType(Set<String> types, String name, StoredNames.Scope names) {
    String type = names.typeFound(name);
    if (type != null && !types.contains(type) && !TEXT_TYPES.contains(type)) {
      names.addTaken(name);
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
      String nameKey = field(field.name());
      if (field.isRepeat()) {
        String link = link(field.name());
        // the record has only one value for the link and the field
        boolean isField = siblings.stream().anyMatch(other -> other.name().equals(link));
        String name = names.of(linkTo(field.name()), link, linkTo(field.name()));
        String legend = "Central's link to the rows of " + path;
        columns.add(new Column(name, Content.FIELD, isField ? "" : link, "text", legend));
      } else {
        String name = names.of(nameKey, field.name(), nameKey);
        columns.add(
            new Column(name, Content.FIELD, field.name(), field.columnType(), "Answer to " + path));
      }
    }
    return columns;
  }

  /** The name of Central's link to the rows of a repeat. */
  static String link(String repeat) {
    return repeat + LINK;
  }

  /** The name key of the column of that link. */
  static String linkTo(String repeat) {
    return LINK_TO + field(repeat);
  }

  /** The name key of a field's column in its table. */
  static String field(String name) {
    return "/" + name;
  }

  /**
   * The image fields of the form's file that exist; else every field that may name images, at any
   * depth.
   */
  private static List<Image> imagesOf(FormSchema schema, List<Image> namedImages) {
    List<Field> fields = schema.binaries();
    List<Image> existing =
        namedImages.stream()
            .filter(image -> fields.stream().anyMatch(f -> f.path().equals(image.path())))
            .toList();
    return existing.isEmpty()
        ? fields.stream().filter(f -> f.noImage().isEmpty()).map(Image::of).toList()
        : existing;
  }

  /** The fields that name other files. */
  private static List<OtherFile> othersOf(FormSchema schema, List<Image> images) {
    return schema.binaries().stream()
        .filter(field -> images.stream().noneMatch(image -> image.path().equals(field.path())))
        .map(
            field ->
                new OtherFile(
                    field.path(),
                    field.path().get(0),
                    field.noImage().isEmpty()
                        ? "the form's file names other fields as images"
                        : field.noImage()))
        .toList();
  }
}
