package org.odksync.form;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One schema of a form with all that follows from it: tables and statements. */
public final class FormVersion implements NameSource {

  private final Form form;
  private final String hash;
  private final FormSchema schema;
  private final FormOptions options;
  private final Tables tables;
  private final StoredNames names;
  private final String namesBefore;
  private final RenamedColumns corrections;
  private final Statements statements;
  private final List<RepeatTable> repeats;

  /** Tables stay as they were made when an option has changed, until a walk makes them anew. */
  private FormVersion(
      Form form,
      FormSchema schema,
      FormOptions options,
      StoredNames before,
      RenamedColumns corrections) {
    this.form = form;
    this.schema = schema;
    this.options = options;
    this.hash = schema.hash();
    this.names = before.copy();
    this.namesBefore = before.isRecorded() ? before.json() : "";
    this.corrections = corrections;
    this.tables =
        Tables.of(
            form.getPrefix(), schema, form.namedImages(options), options.keepsDeleted(), names);
    RetiredLinks retired = RetiredLinks.of(names, tables);
    this.statements =
        StatementNames.of(tables, retired, options.hasOwnUnified())
            .with(Map.of("version", SqlQuoting.literal(hash)));
    this.repeats =
        tables.repeats().stream()
            .map(t -> new RepeatTable(t, StatementNames.of(tables, t, retired)))
            .toList();
  }

  /**
   * What a schema means for a form, with the options of its file; not in use yet. What earlier
   * versions have given a name to keeps it.
   *
   * @param fields Central's {@code /fields?odata=true}
   */
  public static FormVersion of(Form form, String hash, List<Map<String, Object>> fields) {
    return new FormVersion(
        form, FormSchema.of(hash, fields), form.options(), form.names(), form.corrections());
  }

  /**
   * Puts the version to use that is stored, if it is another one than that in use; with the options
   * that it was made with, whatever the form's file says by now.
   *
   * @param row of {@code form/select.sql}
   */
  public static void recall(Form form, Map<String, Object> row) {
    StoredForm stored = StoredForm.of(row);
    form.found(stored.names());
    boolean isKnown =
        stored.hash().equals(form.getHash()) && stored.names().isRecorded() == form.isRecorded();
    if (stored.isMade() && !isKnown) {
      FormSchema schema = FormSchema.of(stored.hash(), stored.fields());
      FormOptions options =
          Objects.requireNonNullElseGet(
              stored.options(),
              () -> form.options().withDeletes(stored.hash().endsWith(Form.KEEP)));
      form.use(
          new FormVersion(
              form, schema, options, stored.names(), corrections(form, schema, options, stored)));
    }
  }

  /** What held something else than it is to hold, of a form from before names were recorded. */
  private static RenamedColumns corrections(
      Form form, FormSchema schema, FormOptions options, StoredForm stored) {
    if (stored.names().isRecorded()) {
      return stored.names().corrections();
    }
    boolean keeps = options.keepsDeleted();
    List<Image> images = form.namedImages(options);
    Tables wished = Tables.of(form.getPrefix(), schema, images, keeps, StoredNames.of(null));
    Tables given = Tables.of(form.getPrefix(), schema, images, keeps, stored.names().copy());
    return RenamedColumns.between(wished, given);
  }

  /** From now on the form is this version of it. */
  public void use() {
    names.record(corrections);
    form.use(this);
  }

  /**
   * Looks whether submissions can be told apart.
   *
   * @throws UnusableForm when they cannot
   */
  public void requireUsable() {
    List<String> inTheWay = schema.questionsInTheWay();
    if (!inTheWay.isEmpty()) {
      throw new UnusableForm(
          ("form %s has a question called %s, which takes the place of what Central says about a"
                  + " submission: give the question another name")
              .formatted(form.getId(), String.join(" and ", inTheWay)));
    }
  }

  /**
   * The image fields of the form's file that this version does not have, where it has others of
   * them: their names may be mistyped.
   */
  public List<String> imagesThatAreNotThere() {
    List<List<String>> there = schema.binaries().stream().map(Field::path).toList();
    List<List<String>> named = form.namedImages(options).stream().map(Image::path).toList();
    return named.stream().anyMatch(there::contains)
        ? named.stream()
            .filter(path -> !there.contains(path))
            .map(p -> String.join("/", p))
            .toList()
        : List.of();
  }

  /** The names of tables and columns: JSON, to be stored with the form. */
  public String names() {
    StoredNames stored = names.copy();
    stored.record(corrections);
    return stored.json();
  }

  /** The same before this version; empty for none. */
  public String namesBefore() {
    return namesBefore;
  }

  /** What held something else until now, for people to read; empty for nothing. */
  public String corrected() {
    return names.isRecorded() ? "" : corrections.toString();
  }

  FormOptions options() {
    return options;
  }

  /** The hash under which the schema is stored. */
  public String schemaHash() {
    String end = options.ending();
    return hash.endsWith(end) ? hash.substring(0, hash.length() - end.length()) : hash;
  }

  /** The options, as JSON. */
  public String storedOptions() {
    return options.json();
  }

  /** Other options have another one. */
  public String optionsHash() {
    return options.name();
  }

  /** As JSON, what uploads take, by the path of the field. */
  public String mediaTypes() {
    return FormOptions.write(schema.mediaTypes());
  }

  StoredNames namesInUse() {
    return names;
  }

  RenamedColumns corrections() {
    return corrections;
  }

  /** Central's hash of the form's definition, and what else makes it another version for us. */
  public String hash() {
    return hash;
  }

  public Tables tables() {
    return tables;
  }

  public List<RepeatTable> repeats() {
    return repeats;
  }

  /** Those with fields that name files. */
  public List<RepeatTable> repeatsWithImages() {
    return repeats.stream().filter(repeat -> repeat.table().hasImages()).toList();
  }

  @Override
  public String sql(String name) {
    return statements.sql(name);
  }

  /** The views that the form's file names, but for those over repeats that this version lacks. */
  public List<View> views() {
    return form.namedViews(options).stream()
        .filter(view -> tables.repeats().stream().anyMatch(r -> r.isAt(view.repeat())))
        .toList();
  }

  /**
   * The query of a view, with the names of the form in it.
   *
   * @param file of the view
   * @param text of that file
   * @param page the form's page in Central
   * @throws IllegalArgumentException when the text names what there is not
   */
  public String query(String file, String text, String page) {
    return statements.with(Map.of("page", SqlQuoting.literal(page))).fill(file, text);
  }

  /** The unified table, quoted. */
  public String unifiedTable() {
    return SqlQuoting.quoted(tables.unified());
  }

  /** The view that holds the query of the form's own for the unified table. */
  public String unifiedSource() {
    return tables.source();
  }

  /**
   * The unified table by a query of the form's own.
   *
   * @param columns rows of {@code unified/columns.sql}
   * @throws IllegalArgumentException when the query has no "UUID"
   */
  public OwnUnified unified(List<Map<String, Object>> columns) {
    return OwnUnified.of(tables, statements, columns);
  }

  /** A repeat with its statements. */
  public record RepeatTable(Table table, Statements statements) implements NameSource {

    @Override
    public String sql(String name) {
      return statements.sql(name);
    }
  }
}
