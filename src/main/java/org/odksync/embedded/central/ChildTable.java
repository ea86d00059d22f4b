package org.odksync.embedded.central;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The rows of a repeat as one table: of all submissions, or of one. */
final class ChildTable {

  private static final String KEY = "repeatId";

  private final URI baseUrl;
  private final String context;
  private final Submissions submissions;
  private final Clock clock;

  /**
   * @param context the address of the tables, to which the name of the repeat is added
   */
  ChildTable(URI baseUrl, String context, Submissions submissions, Clock clock) {
    this.baseUrl = baseUrl;
    this.context = context;
    this.submissions = submissions;
    this.clock = clock;
  }

  /**
   * @param repeat the name; Central looks whether there is such a repeat only after it read the
   *     rows
   */
  void answer(Call call, Schema schema, String repeat) throws IOException {
    Query query = call.query();
    FilterFields fields = new FilterFields(schema.release(), true);
    List<Submission> selected =
        Filter.of(query, fields, clock.instant())
            .select(submissions.rows().stream().sorted(Ordering.of(query, fields)).toList());
    Optional<String> etag = schema.release().etag(selected);
    boolean known = schema.form().hasRepeat(repeat);
    if (known && etag.filter(call.reply()::unchanged).isPresent()) {
      call.reply().notModified(etag.get());
      return;
    }
    try {
      if (!known) {
        throw ApiError.notFound();
      }
      page(call, schema, repeat, selected).write(call.reply().stream(etag));
    } catch (ApiError e) {
      throw e.withEtag(etag);
    }
  }

  void of(Call call, Schema schema, String repeat, Submission parent) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    page(call, schema, repeat, List.of(parent)).write(body);
    call.reply().whole(200, Reply.JSON, body.toByteArray());
  }

  private Page page(Call call, Schema schema, String repeat, List<Submission> parents) {
    Query query = call.query();
    List<ObjectNode> all =
        parents.stream().flatMap(each -> rows(schema.form(), repeat, each).stream()).toList();
    List<ObjectNode> rest = afterCursor(query, all);
    Window window = Window.of(query);
    List<ObjectNode> part = window.of(rest);
    Selection selection = Selection.of(query, schema, repeat);
    boolean more = part.size() < rest.size() && !window.isEmpty();
    return new Page(
        part.stream().map(selection::apply),
        context + repeat,
        more ? Optional.of(nextLink(call, part)) : Optional.empty(),
        query.isTrue("$count") ? Optional.of(all.size()) : Optional.empty());
  }

  private static List<ObjectNode> rows(FormVersion form, String repeat, Submission parent) {
    List<ObjectNode> children = parent.children(form, repeat);
    children.forEach(child -> child.put(Selection.parentId(), parent.id()));
    return children;
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
