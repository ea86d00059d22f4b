package org.odksync.functional;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Generates forms with ids and question names that once caused errors, and events on them. */
final class HostileForms {

  private static final String LONG = "long_name_".repeat(7);

  private static final List<String> IDS =
      List.of(
          "survey",
          "survey-1.1",
          "survey11",
          "ФИНАЛ",
          "استبيان",
          "調査 😀",
          "İstanbul ığ",
          "odk_sync_history",
          "odk_form",
          "qrtz_triggers",
          "pg_catalog",
          "pg_class",
          "information_schema",
          "select",
          "50% + 1/2?#&'\"<>;--",
          "..",
          "_",
          "x".repeat(90));

  /**
   * Names that we, PostgreSQL, SQL and Central use, names that become such names when they are
   * cleaned, names that are too long, and names that differ only in case.
   */
  private static final List<String> NAMES =
      List.of(
          "UUID",
          "uuid",
          "Uuid",
          "SubmittedDate",
          "deleted_at",
          "__deleted_at",
          "repeat_position",
          "__Submissions-id",
          "__Submissions-members-id",
          "__id",
          "__id_",
          "___id",
          "__system",
          "ctid",
          "ctid_",
          "xmin",
          "tableoid",
          "answers_rest",
          "photo",
          "Photo",
          "photo_url",
          "photo_url_html",
          "PHOTO_URL_HTML",
          "members",
          "members_inner",
          "members@odata.navigationLink",
          "inner",
          "inner@odata.navigationLink",
          "x@odata.navigationLink",
          "unified",
          "unified_source",
          "submission",
          "pkey",
          "select",
          "null",
          "a-b",
          "name",
          "NAME",
          "вопрос1",
          "問い2",
          "çığ3",
          "'\"?${x}4",
          LONG + "1",
          LONG + "2");

  private static final List<String> TYPES =
      List.of(
          "string",
          "int",
          "decimal",
          "date",
          "time",
          "dateTime",
          "boolean",
          "barcode",
          "geopoint",
          "geotrace",
          "geoshape",
          "selectMultiple",
          "binary");

  private static final int MAX_DEPTH = 3;

  private HostileForms() {}

  /** A form, and whether the warehouse keeps deleted submissions. */
  record HostileForm(String id, boolean keepsDeleted, List<FormQuestion> questions) {

    @Override
    public String toString() {
      return "%s%s:%n    %s"
          .formatted(
              id,
              keepsDeleted ? " (keeps what is deleted)" : "",
              String.join("\n    ", FormQuestion.lines(questions)));
    }
  }

  /** A change at Central, or a run. */
  enum Kind {
    CREATE,
    EDIT,
    DELETE,
    RESTORE,
    /** A form version with one question more or less. */
    PUBLISH,
    MAIN,
    PERSONS,
    UNIFIED
  }

  /**
   * @param which the index of the submission
   * @param seed of the answers
   */
  record Event(Kind kind, int which, int seed) {}

  static Arbitrary<HostileForm> forms() {
    return Combinators.combine(
            Arbitraries.of(IDS),
            Arbitraries.of(false, true),
            questions(0).filter(q -> !q.isEmpty()))
        .as(HostileForm::new);
  }

  static Arbitrary<List<Event>> events() {
    Arbitrary<Kind> kind =
        Arbitraries.frequency(
            Tuple.of(6, Kind.CREATE),
            Tuple.of(6, Kind.EDIT),
            Tuple.of(3, Kind.DELETE),
            Tuple.of(2, Kind.RESTORE),
            Tuple.of(3, Kind.PUBLISH),
            Tuple.of(3, Kind.MAIN),
            Tuple.of(2, Kind.PERSONS),
            Tuple.of(1, Kind.UNIFIED));
    return Combinators.combine(
            kind, Arbitraries.integers().between(0, 9), Arbitraries.integers().between(0, 999_999))
        .as(Event::new)
        .list()
        .ofMinSize(5)
        .ofMaxSize(20);
  }

  /** A question to add to an existing form. */
  static FormQuestion another(Random random) {
    return new FormQuestion(
        NAMES.get(random.nextInt(NAMES.size())),
        TYPES.get(random.nextInt(TYPES.size())),
        List.of());
  }

  /**
   * @param depth 0 for the top level, where Central adds its own names
   */
  private static Arbitrary<List<FormQuestion>> questions(int depth) {
    Stream<String> names = NAMES.stream().filter(name -> depth > 0 || isAllowedAtTop(name));
    Arbitrary<String> name = Arbitraries.of(names.collect(Collectors.toList()));
    Arbitrary<FormQuestion> leaf =
        Combinators.combine(name, Arbitraries.of(TYPES))
            .as((word, type) -> new FormQuestion(word, type, List.of()));
    Arbitrary<FormQuestion> any =
        depth == MAX_DEPTH
            ? leaf
            : Arbitraries.frequencyOf(
                Tuple.of(8, leaf),
                Tuple.of(2, around(name, FormQuestion.REPEAT, depth)),
                Tuple.of(1, around(name, FormQuestion.GROUP, depth)));
    return any.list()
        .ofMinSize(depth == 0 ? 6 : 1)
        .ofMaxSize(depth == 0 ? 16 : 6)
        .uniqueElements(FormQuestion::odataName);
  }

  private static Arbitrary<FormQuestion> around(Arbitrary<String> name, String type, int depth) {
    // a group or repeat named like the id would replace the id of every row
    return Combinators.combine(
            name.filter(HostileForms::isAllowedAtTop), Arbitraries.lazy(() -> questions(depth + 1)))
        .as((word, inside) -> new FormQuestion(word, type, inside));
  }

  /** A question named like the id is refused, because it hides the id of the submission. */
  static boolean isAllowedAtTop(String name) {
    return !List.of("__id", "__system").contains(FormQuestion.odataName(name));
  }
}
