package org.odksync.form;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the table prefix of a form: the one recorded for its project and id, else the first unused
 * one.
 *
 * @param prefix of the tables
 * @param central recorded address of Central; empty for none
 */
record TableOwnership(String prefix, State state, String central) {

  /** What is known about the owner of the tables. */
  enum State {
    /** Recorded for this form, at this Central. */
    RECORDED,
    /** Not recorded, and the tables do not exist yet. */
    FREE,
    /** The tables exist, but their project is not recorded. */
    UNPROVEN,
    /** Recorded for this form, but at another address of Central. */
    MOVED
  }

  /**
   * Finds the table prefix of the form.
   *
   * @param rows of {@code form/owners.sql}
   * @param base URL of Central
   * @throws UnusableForm if the tables belong to the form of another project, or no prefix is free
   */
  static TableOwnership of(Form form, List<Map<String, Object>> rows, String base) {
    List<Row> all = rows.stream().map(Row::new).toList();
    return recorded(form, all, base)
        .or(() -> unrecorded(form, all))
        .or(() -> firstFree(form, all))
        .orElseThrow(() -> refused(form, all));
  }

  private static Optional<TableOwnership> recorded(Form form, List<Row> rows, String base) {
    return rows.stream()
        .filter(row -> row.isOf(form) && form.getProject().equals(row.text("project")))
        .findFirst()
        .map(
            row -> {
              String central = Objects.requireNonNullElse(row.text("central"), "");
              State state = central.equals(base) ? State.RECORDED : State.MOVED;
              return new TableOwnership(row.prefix(), state, central);
            });
  }

  private static Optional<TableOwnership> unrecorded(Form form, List<Row> rows) {
    return rows.stream()
        .filter(row -> row.isOf(form) && row.text("project") == null)
        .findFirst()
        .map(row -> new TableOwnership(row.prefix(), State.UNPROVEN, ""));
  }

  private static Optional<TableOwnership> firstFree(Form form, List<Row> rows) {
    if (rows.stream().anyMatch(row -> row.isOf(form))) {
      return Optional.empty();
    }
    return rows.stream()
        .filter(row -> row.text("form_id") == null && row.text("taken_by") == null)
        .findFirst()
        .map(
            row ->
                new TableOwnership(row.prefix(), row.hasTable() ? unclaimed(row) : State.FREE, ""));
  }

  /** The state of an unrecorded table, as the Python service leaves it. */
  private static State unclaimed(Row row) {
    if (Boolean.TRUE.equals(row.values.get("has_key"))) {
      return State.UNPROVEN;
    }
    throw new UnusableForm(
        "there is a table %s that odk-sync has not created: %s"
            .formatted(row.prefix(), "set another prefix in the form's file"));
  }

  private static UnusableForm refused(Form form, List<Row> rows) {
    Row other =
        rows.stream()
            .filter(row -> row.isOf(form))
            .findFirst()
            .orElseGet(() -> rows.get(rows.size() - 1));
    String project = other.text("project");
    return new UnusableForm(
        "the tables of %s already belong to form %s%s, which is another form than %s of project %s: %s"
            .formatted(
                other.prefix(),
                Objects.requireNonNullElse(other.text("form_id"), other.text("taken_by")),
                project == null ? "" : " of project " + project,
                form.getId(),
                form.getProject(),
                "give this one a prefix of its own in the form's file, or another database"));
  }

  /** A row of {@code form/owners.sql}. */
  private record Row(Map<String, Object> values) {

    @Nullable String text(String column) {
      return (String) values.get(column);
    }

    String prefix() {
      return Objects.requireNonNull(text("form"));
    }

    /** Whether it is recorded with this form's id and its prefix can be this form's. */
    boolean isOf(Form form) {
      return form.getId().equals(text("form_id")) && form.isPossible(prefix());
    }

    boolean hasTable() {
      return Boolean.TRUE.equals(values.get("has_table"));
    }
  }
}
