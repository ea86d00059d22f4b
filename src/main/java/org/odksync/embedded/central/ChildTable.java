package org.odksync.embedded.central;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Serves the rows of a repeat as one table, for all submissions or for one. */
final class ChildTable {

  private static final String KEY = "repeatId";

  private final URI baseUrl;
  private final Submissions submissions;
  private final Clock clock;

  ChildTable(URI baseUrl, Submissions submissions, Clock clock) {
    this.baseUrl = baseUrl;
    this.submissions = submissions;
    this.clock = clock;
  }

  /**
   * @param name of the table; like Central, checks that the repeat exists only after reading the
   *     rows
   */
  void answer(SampleRequest request, Schema schema, String name) throws IOException {
    Query query = request.query();
    FilterFields fields = new FilterFields(schema.release(), true);
    List<Submission> selected =
        Filter.of(query, fields, clock.instant())
            .select(submissions.rows().stream().sorted(Ordering.of(query, fields)).toList());
    Optional<String> etag = schema.release().etag(selected);
    Optional<FormField> repeat = schema.form().table(name);
    if (repeat.isPresent() && etag.filter(request.reply()::unchanged).isPresent()) {
      request.reply().notModified(etag.get());
      return;
    }
    try {
      FormField known = repeat.orElseThrow(ApiError::notFound);
      List<ObjectNode> all = rows(request, schema, known, selected);
      page(request, schema, known, all).write(request.reply().stream(etag));
    } catch (ApiError e) {
      throw e.withEtag(etag);
    }
  }

  /** Serves the rows of one submission, or of one row in it. */
  void of(SampleRequest request, Schema schema, RepeatPath path, Submission submission)
      throws IOException {
    FormField repeat = schema.form().table(path.table()).orElseThrow(ApiError::notFound);
    List<ObjectNode> all =
        rows(request, schema, repeat, List.of(submission)).stream().filter(path::leadsTo).toList();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    page(request, schema, repeat, all).write(body);
    request.reply().whole(200, Reply.JSON, body.toByteArray());
  }

  private Page page(SampleRequest request, Schema schema, FormField repeat, List<ObjectNode> all) {
    Query query = request.query();
    List<ObjectNode> rest = afterCursor(query, all);
    RowRange range = RowRange.of(query);
    List<ObjectNode> part = range.of(rest);
    Selection selection = Selection.of(query, schema, repeat.odataPath());
    boolean more = part.size() < rest.size() && !range.isEmpty();
    return new Page(
        part.stream().map(selection::apply),
        baseUrl + request.service() + "/$metadata#Submissions." + repeat.dotted(),
        more ? Optional.of(nextLink(request, part)) : Optional.empty(),
        query.isTrue("$count") ? Optional.of(all.size()) : Optional.empty());
  }

  private static List<ObjectNode> rows(
      SampleRequest request, Schema schema, FormField repeat, List<Submission> submissions) {
    RowWriter writer = new RowWriter(schema.form(), request.query().get("$expand").isPresent());
    return submissions.stream()
        .flatMap(each -> writer.rows(each, repeat.odataPath()).stream())
        .toList();
  }

  private static List<ObjectNode> afterCursor(Query query, List<ObjectNode> all) {
    Optional<String> cursor = SkipToken.read(query, KEY);
    if (cursor.isEmpty()) {
      return all;
    }
    for (int at = 0; at < all.size(); at++) {
      if (id(all.get(at)).equals(cursor.get())) {
        return all.subList(at + 1, all.size());
      }
    }
    throw ApiError.unknownCursor();
  }

  private static String id(ObjectNode child) {
    return child.path("__id").asText();
  }

  private String nextLink(SampleRequest request, List<ObjectNode> part) {
    String last = part.isEmpty() ? null : id(part.get(part.size() - 1));
    String path = request.exchange().getRequestURI().getRawPath();
    return baseUrl + path + "?" + request.query().next(SkipToken.write(KEY, last));
  }
}
