package org.odksync.embedded.central;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Serves the table {@code Submissions} and its single rows. */
final class SubmissionTable {

  private static final String KEY = "instanceId";

  private final URI baseUrl;
  private final Submissions submissions;
  private final Clock clock;

  SubmissionTable(URI baseUrl, Submissions submissions, Clock clock) {
    this.baseUrl = baseUrl;
    this.submissions = submissions;
    this.clock = clock;
  }

  void answer(SampleRequest request, Schema schema) throws IOException {
    Query query = request.query();
    RowRange range = RowRange.of(query);
    FilterFields fields = new FilterFields(schema.release(), false);
    List<Submission> selected =
        Filter.of(query, fields, clock.instant())
            .select(submissions.rows().stream().sorted(Ordering.of(query, fields)).toList());
    Optional<Integer> count =
        query.isTrue("$count") ? Optional.of(selected.size()) : Optional.empty();
    if (range.isEmpty() && schema.release().hasEtags()) {
      whole(request, new Page(Stream.empty(), context(request), Optional.empty(), count));
      return;
    }
    List<Submission> rest = afterCursor(query, selected);
    List<Submission> part = range.of(rest);
    Optional<String> etag = schema.release().etag(part);
    if (etag.filter(request.reply()::unchanged).isPresent()) {
      request.reply().notModified(etag.get());
      return;
    }
    Stream<ObjectNode> rows = rows(query, schema, part, etag);
    Optional<String> next =
        part.size() < rest.size() ? Optional.of(nextLink(request, part)) : Optional.empty();
    new Page(rows, context(request), next, count).write(request.reply().stream(etag));
  }

  void one(SampleRequest request, Schema schema, Submission row) throws IOException {
    List<Submission> part = List.of(row);
    Stream<ObjectNode> rows = rows(request.query(), schema, part, schema.release().etag(part));
    whole(request, new Page(rows, context(request), Optional.empty(), Optional.empty()));
  }

  private String context(SampleRequest request) {
    return baseUrl + request.service() + "/$metadata#Submissions";
  }

  private static void whole(SampleRequest request, Page page) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    page.write(body);
    request.reply().whole(200, Reply.JSON, body.toByteArray());
  }

  /** As at Central: a deleted cursor row still works, a purged one silently ends the list. */
  private List<Submission> afterCursor(Query query, List<Submission> selected) {
    if (query.has("$skiptoken") && query.has("$orderby")) {
      throw ApiError.unsupportedFeature("using $orderby and $skiptoken together");
    }
    Optional<String> cursor = SkipToken.read(query, KEY);
    if (cursor.isEmpty()) {
      return selected;
    }
    return submissions
        .find(cursor.get())
        .map(
            last ->
                selected.stream()
                    .filter(row -> Submission.LATEST_FIRST.compare(row, last) > 0)
                    .toList())
        .orElse(List.of());
  }

  private static Stream<ObjectNode> rows(
      Query query, Schema schema, List<Submission> part, Optional<String> etag) {
    try {
      Selection selection = Selection.of(query, schema, "");
      boolean expand = query.get("$expand").isPresent();
      return part.stream().map(row -> selection.apply(schema.row(row, expand)));
    } catch (ApiError e) {
      throw e.withEtag(etag);
    }
  }

  private String nextLink(SampleRequest request, List<Submission> part) {
    String last = part.isEmpty() ? null : part.get(part.size() - 1).id();
    String path = request.exchange().getRequestURI().getRawPath();
    return baseUrl + path + "?" + request.query().next(SkipToken.write(KEY, last));
  }
}
