package org.odksync.embedded.central;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {

  private static final Instant NOW = Instant.parse("2026-01-10T00:00:00Z");

  private static final PublishedForm FORM = PublishedForm.first(SampleForm.RENTAL, NOW);

  /** Their ids say what they are: new, edited, deleted, and one with an apostrophe. */
  private static final List<Submission> ROWS =
      List.of(
          row("new", "2026-01-01T00:00:00.500Z", null, null, null),
          row("edited", "2026-01-02T00:00:00Z", "2026-01-05T00:00:00Z", null, "edited"),
          row("deleted", "2026-01-03T00:00:00Z", null, "2026-01-06T00:00:00Z", null),
          row("o'clock", "2026-01-04T00:00:00Z", "2026-01-04T12:00:00Z", null, "approved"));

  private static Submission row(
      String id,
      String date,
      @Nullable String updated,
      @Nullable String deleted,
      @Nullable String review) {
    SystemColumns system =
        new SystemColumns(
            Instant.parse(date),
            updated == null ? null : Instant.parse(updated),
            deleted == null ? null : Instant.parse(deleted),
            id.equals("new") ? "5" : "10",
            "someone",
            review,
            null,
            0,
            FORM.name(),
            false);
    ObjectNode values = FORM.complete(Json.object());
    return new Submission(1, 1, id, values, system, List.of());
  }

  private static String select(String expression) {
    Filter filter =
        new FilterParser(expression, new FilterFields(CentralRelease.V2026_2, false), NOW).parse();
    return String.join(",", filter.select(ROWS).stream().map(Submission::id).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          __id eq 'new'                                             | new
          __id eq 'o''clock'                                        | o'clock
          __id ne 'new'                                             | edited,o'clock
          'new' eq __id                                             | new
          __system/submissionDate ge 2026-01-02T00:00:00Z           | edited,o'clock
          __system/submissionDate gt 2026-01-02T00:00:00Z           | o'clock
          __system/submissionDate lt 2026-01-02T02:00:00+02:00      | new
          __system/submissionDate le 2026-01-02T00:00:00.000Z       | new,edited
          __system/submissionDate ge 2026-01-02                     | edited,o'clock
          __system/submissionDate eq 2026-01-01T00:00:00.500Z       | new
          __system/submissionDate eq '2026-01-01T00:00:00.500Z'     | new
          __system/reviewState eq null                              | new
          __system/reviewState ne null                              | edited,o'clock
          __system/reviewState ne 'approved'                        | new,edited
          __system/submitterId eq '5'                               | new
          __system/submitterId gt 9                                 | edited,o'clock
          not (__system/reviewState eq null)                        | edited,o'clock
          not __id eq 'new'                                         | edited,o'clock
          __id eq 'new' or __id eq 'edited' and __id eq 'none'      | new
          (__id eq 'new' or __id eq 'edited') and __id eq 'edited'  | edited
          ( ( __id eq 'new' ) )                                     | new
          __system/deletedAt eq null                                | new,edited,o'clock
          __system/deletedAt ne null                                | deleted
          __id eq 'deleted' or __system/deletedAt eq null and not(__id eq 'new')  | edited,deleted,o'clock
          $root/Submissions/__id eq 'new'                           | new
          __system/deletedAt eq null and __system/submissionDate lt now()         | new,edited,o'clock
          """)
  void filterSelectsRows(String expression, String ids) {
    assertThat(select(expression)).isEqualTo(ids);
  }

  @Test
  void oneExpressionFindsAllChangesSinceATime() {
    String since = " ge 2026-01-04T00:00:00.000Z";

    assertThat(
            select(
                "__system/submissionDate%s or __system/updatedAt%s or __system/deletedAt%s"
                    .formatted(since, since, since)))
        .isEqualTo("edited,deleted,o'clock");
  }

  @Test
  void comparisonWithMissingValueIsUnknownAlsoWhenNegated() {
    assertThat(select("__system/updatedAt ge 2026-01-05T00:00:00Z")).isEqualTo("edited");
    assertThat(select("not __system/updatedAt ge 2026-01-05T00:00:00Z")).isEqualTo("o'clock");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "__id",
        "__id eq",
        "__id eq 'a' and",
        "__id eq 'a",
        "(__id eq 'a'",
        "__id eq 'a')",
        "__id = 'a'",
        "__id eq 'a' xor __id eq 'b'",
        "and",
        "%",
        "__system/submissionDate gt 2026-11-22T14:55:00.000 00:00"
      })
  void invalidExpressionIsRefused(String expression) {
    assertThatThrownBy(() -> select(expression))
        .isInstanceOfSatisfying(
            ApiError.class,
            error -> {
              assertThat(error.status()).isIn(400, 501);
              assertThat(error.body().path("code").asDouble()).isIn(400.18, 501.5);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"survey_date", "__system/edits", "__system", "meta/instanceID"})
  void unknownFieldIsRefused(String field) {
    assertThatThrownBy(() -> select(field + " eq 'a'"))
        .isInstanceOfSatisfying(
            ApiError.class,
            error -> {
              assertThat(error.body().path("code").asDouble()).isEqualTo(501.5);
              assertThat(error.body().at("/details/text").asText()).isEqualTo(field);
            });
  }

  @Test
  void nowAloneIsAnInternalError() {
    assertThatThrownBy(() -> select("__system/submissionDate lt now()"))
        .isInstanceOfSatisfying(ApiError.class, error -> assertThat(error.status()).isEqualTo(500));
  }

  @Test
  void childTableNeedsTheRootPath() {
    FilterFields children = new FilterFields(CentralRelease.V2026_2, true);

    assertThat(children.inFilter("__system/submissionDate")).isEmpty();
    assertThat(children.inFilter("$root/Submissions/__system/submissionDate")).isPresent();
  }

  @Test
  void deepNestingIsRefused() {
    String deep = "(".repeat(100_000) + "__id eq 'a'";

    assertThatThrownBy(() -> select(deep)).isInstanceOf(ApiError.class);
  }
}
