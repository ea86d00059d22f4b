package org.odksync.form;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A version of a form: its schema, options, tables and statements. */
public final class FormVersion implements UnifiedStatements {

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

  /**
   * The options are those that the tables were created with, even if the form's file has changed
   * since.
   */
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
        StatementPlaceholders.of(tables, retired, options.hasCustomUnifiedTable())
            .with(Map.of("version", SqlQuoting.literal(hash)));
    this.repeats =
        tables.repeats().stream()
            .map(t -> new RepeatTable(t, StatementPlaceholders.of(tables, t, retired)))
            .toList();
  }

  /**
   * Creates a version from a schema and the current options of the form's file; it is not in use
   * yet. Names of earlier versions are kept.
   *
   * @param fields Central's {@code /fields?odata=true}
   */
  public static FormVersion of(Form form, String hash, List<Map<String, Object>> fields) {
    return new FormVersion(
        form, FormSchema.of(hash, fields), form.options(), form.names(), form.corrections());
  }

  /**
   * Makes the stored version the version in use, with its stored options, if it is not in use yet.
   *
   * @param row of {@code form/select.sql}
   */
  public static void load(Form form, Map<String, Object> row) {
    StoredForm stored = StoredForm.of(row);
    form.existingNames(stored.names());
    boolean isKnown =
        stored.hash().equals(form.getHash()) && stored.names().isRecorded() == form.isRecorded();
    if (stored.hasTables() && !isKnown) {
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

  /** The columns that held something else, for a form from before names were recorded. */
  private static RenamedColumns corrections(
      Form form, FormSchema schema, FormOptions options, StoredForm stored) {
    if (stored.names().isRecorded()) {
      return stored.names().corrections();
    }
    boolean keepsDeleted = options.keepsDeleted();
    List<Image> images = form.namedImages(options);
    Tables preferred =
        Tables.of(form.getPrefix(), schema, images, keepsDeleted, StoredNames.of(null));
    Tables actual =
        Tables.of(form.getPrefix(), schema, images, keepsDeleted, stored.names().copy());
    return RenamedColumns.between(preferred, actual);
  }

  /** Makes this the version in use. */
  public void use() {
    names.record(corrections);
    form.use(this);
  }

  /**
   * Checks that submissions can be identified.
   *
   * @throws UnusableForm if they cannot
   */
  public void requireUsable() {
    List<String> reserved = schema.reservedQuestions();
    if (!reserved.isEmpty()) {
      throw new UnusableForm(
          ("form %s has a question called %s, which hides what Central says about a"
                  + " submission: give the question another name")
              .formatted(form.getId(), String.join(" and ", reserved)));
    }
  }

  /**
   * The image fields of the form's file that this version lacks, if it has at least one of them:
   * the names may be mistyped.
   */
  public List<String> missingImages() {
    List<List<String>> existing = schema.binaries().stream().map(Field::path).toList();
    List<List<String>> named = form.namedImages(options).stream().map(Image::path).toList();
    return named.stream().anyMatch(existing::contains)
        ? named.stream()
            .filter(path -> !existing.contains(path))
            .map(p -> String.join("/", p))
            .toList()
        : List.of();
  }

  /** The names of tables and columns as JSON, to be stored with the form. */
  public String names() {
    StoredNames stored = names.copy();
    stored.record(corrections);
    return stored.json();
  }

  /** The names before this version; empty for none. */
  public String namesBefore() {
    return namesBefore;
  }

  /** The columns that held something else until now, for a log message; empty for none. */
  public String corrected() {
    return names.isRecorded() ? "" : corrections.toString();
  }

  FormOptions options() {
    return options;
  }

  /** The hash under which the schema is stored. */
  public String schemaHash() {
    String suffix = options.suffix();
    return hash.endsWith(suffix) ? hash.substring(0, hash.length() - suffix.length()) : hash;
  }

  /** The options as JSON. */
  public String storedOptions() {
    return options.json();
  }

  /** A short hash of the options. */
  public String optionsHash() {
    return options.shortHash();
  }

  /** The media types of uploads by field path, as JSON. */
  public String mediaTypes() {
    return FormOptions.write(schema.mediaTypes());
  }

  StoredNames namesInUse() {
    return names;
  }

  RenamedColumns corrections() {
    return corrections;
  }

  /** Central's hash of the form's definition, with our suffixes: see {@link Form#versionHash}. */
  public String hash() {
    return hash;
  }

  public Tables tables() {
    return tables;
  }

  public List<RepeatTable> repeats() {
    return repeats;
  }

  /** The repeats with image fields. */
  public List<RepeatTable> repeatsWithImages() {
    return repeats.stream().filter(repeat -> repeat.table().hasImages()).toList();
  }

  @Override
  public String sql(String name) {
    return statements.sql(name);
  }

  @Override
  public StatementSource storing(List<StoredView> views) {
    return statements.storing(views);
  }

  /** The views in the form's file, without those over repeats that this version lacks. */
  public List<View> views() {
    return form.namedViews(options).stream()
        .filter(view -> tables.repeats().stream().anyMatch(r -> r.isAt(view.repeat())))
        .toList();
  }

  /**
   * The query of a view with the names of the form filled in.
   *
   * @param file of the view
   * @param text of that file
   * @param page the form's page in Central
   * @throws IllegalArgumentException if the text contains an unknown name
   */
  public String query(String file, String text, String page) {
    return statements.with(Map.of("page", SqlQuoting.literal(page))).fill(file, text);
  }

  /** The name of the unified table, quoted. */
  public String unifiedTable() {
    return SqlQuoting.quoted(tables.unified());
  }

  /** The view with the custom query for the unified table. */
  public String unifiedSource() {
    return tables.source();
  }

  /**
   * The unified table that the custom query defines.
   *
   * @param columns rows of {@code unified/columns.sql}
   * @throws IllegalArgumentException if the query has no column "UUID"
   */
  public CustomUnifiedTable unified(List<Map<String, Object>> columns) {
    return CustomUnifiedTable.of(tables, statements, columns);
  }

  /** The table of a repeat with its statements. */
  public record RepeatTable(Table table, Statements statements) implements StatementSource {

    @Override
    public String sql(String name) {
      return statements.sql(name);
    }
  }
}
