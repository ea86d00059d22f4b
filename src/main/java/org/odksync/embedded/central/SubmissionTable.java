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

  void answer(Call call, Schema schema) throws IOException {
    Query query = call.query();
    Window window = Window.of(query);
    FilterFields fields = new FilterFields(schema.release(), false);
    List<Submission> selected =
        Filter.of(query, fields, clock.instant())
            .select(submissions.rows().stream().sorted(Ordering.of(query, fields)).toList());
    Optional<Integer> count =
        query.isTrue("$count") ? Optional.of(selected.size()) : Optional.empty();
    if (window.isEmpty() && schema.release().hasEtags()) {
      whole(call, new Page(Stream.empty(), context(call), Optional.empty(), count));
      return;
    }
    List<Submission> rest = afterCursor(query, selected);
    List<Submission> part = window.of(rest);
    Optional<String> etag = schema.release().etag(part);
    if (etag.filter(call.reply()::unchanged).isPresent()) {
      call.reply().notModified(etag.get());
      return;
    }
    Stream<ObjectNode> rows = rows(query, schema, part, etag);
    Optional<String> next =
        part.size() < rest.size() ? Optional.of(nextLink(call, part)) : Optional.empty();
    new Page(rows, context(call), next, count).write(call.reply().stream(etag));
  }

  void one(Call call, Schema schema, Submission row) throws IOException {
    List<Submission> part = List.of(row);
    Stream<ObjectNode> rows = rows(call.query(), schema, part, schema.release().etag(part));
    whole(call, new Page(rows, context(call), Optional.empty(), Optional.empty()));
  }

  private String context(Call call) {
    return baseUrl + call.service() + "/$metadata#Submissions";
  }

  private static void whole(Call call, Page page) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    page.write(body);
    call.reply().whole(200, Reply.JSON, body.toByteArray());
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

  private String nextLink(Call call, List<Submission> part) {
    String last = part.isEmpty() ? null : part.get(part.size() - 1).id();
    String path = call.exchange().getRequestURI().getRawPath();
    return baseUrl + path + "?" + call.query().next(SkipToken.write(KEY, last));
  }
}
