package org.odksync.form;

import java.util.List;
import java.util.Map;

/** One schema of a form with all that follows from it: tables and statements. */
public final class FormVersion {

  private final Form form;
  private final String hash;
  private final Tables tables;
  private final Statements statements;
  private final List<RepeatTable> repeats;

  /** Tables stay as they were made when a setting has changed, until a walk makes them anew. */
  private FormVersion(Form form, Schema schema) {
    this.form = form;
    this.hash = schema.hash();
    this.tables = Tables.of(form.getPrefix(), schema, form.namedImages(), Form.keepsDeleted(hash));
    this.statements =
        Rendering.of(tables, form.hasOwnUnified()).with(Map.of("version", Sql.literal(hash)));
    this.repeats =
        tables.repeats().stream().map(t -> new RepeatTable(t, Rendering.of(tables, t))).toList();
  }

  /**
   * What a schema means for a form; not in use yet.
   *
   * @param fields Central's {@code /fields?odata=true}
   */
  public static FormVersion of(Form form, String hash, List<Map<String, Object>> fields) {
    return new FormVersion(form, Schema.of(hash, fields));
  }

  /** From now on the form is this version of it. */
  public void use() {
    form.use(this);
  }

  String hash() {
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

  public String sql(String name) {
    return statements.sql(name);
  }

  /** The views that the form's file names, but for those over repeats that this version lacks. */
  public List<View> views() {
    return form.namedViews().stream()
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
    return statements.with(Map.of("page", Sql.literal(page))).fill(file, text);
  }

  /** The unified table, quoted. */
  public String unifiedTable() {
    return Sql.quoted(tables.unified());
  }

  /** The view that holds the query of the form's own for the unified table. */
  public String unifiedSource() {
    return OwnUnified.source(tables);
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
  public record RepeatTable(Table table, Statements statements) {

    public String sql(String name) {
      return statements.sql(name);
    }
  }
}
