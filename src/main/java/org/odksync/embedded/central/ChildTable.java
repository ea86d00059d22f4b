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
  void answer(Call call, Schema schema, String name) throws IOException {
    Query query = call.query();
    FilterFields fields = new FilterFields(schema.release(), true);
    List<Submission> selected =
        Filter.of(query, fields, clock.instant())
            .select(submissions.rows().stream().sorted(Ordering.of(query, fields)).toList());
    Optional<String> etag = schema.release().etag(selected);
    Optional<FormField> repeat = schema.form().table(name);
    if (repeat.isPresent() && etag.filter(call.reply()::unchanged).isPresent()) {
      call.reply().notModified(etag.get());
      return;
    }
    try {
      FormField known = repeat.orElseThrow(ApiError::notFound);
      List<ObjectNode> all = rows(call, schema, known, selected);
      page(call, schema, known, all).write(call.reply().stream(etag));
    } catch (ApiError e) {
      throw e.withEtag(etag);
    }
  }

  /** Serves the rows of one submission, or of one row in it. */
  void of(Call call, Schema schema, RepeatPath path, Submission submission) throws IOException {
    FormField repeat = schema.form().table(path.table()).orElseThrow(ApiError::notFound);
    List<ObjectNode> all =
        rows(call, schema, repeat, List.of(submission)).stream().filter(path::leadsTo).toList();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    page(call, schema, repeat, all).write(body);
    call.reply().whole(200, Reply.JSON, body.toByteArray());
  }

  private Page page(Call call, Schema schema, FormField repeat, List<ObjectNode> all) {
    Query query = call.query();
    List<ObjectNode> rest = afterCursor(query, all);
    Window window = Window.of(query);
    List<ObjectNode> part = window.of(rest);
    Selection selection = Selection.of(query, schema, repeat.odataPath());
    boolean more = part.size() < rest.size() && !window.isEmpty();
    return new Page(
        part.stream().map(selection::apply),
        baseUrl + call.service() + "/$metadata#Submissions." + repeat.dotted(),
        more ? Optional.of(nextLink(call, part)) : Optional.empty(),
        query.isTrue("$count") ? Optional.of(all.size()) : Optional.empty());
  }

  private static List<ObjectNode> rows(
      Call call, Schema schema, FormField repeat, List<Submission> submissions) {
    RowWriter writer = new RowWriter(schema.form(), call.query().get("$expand").isPresent());
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

  private String nextLink(Call call, List<ObjectNode> part) {
    String last = part.isEmpty() ? null : id(part.get(part.size() - 1));
    String path = call.exchange().getRequestURI().getRawPath();
    return baseUrl + path + "?" + call.query().next(SkipToken.write(KEY, last));
  }
}
