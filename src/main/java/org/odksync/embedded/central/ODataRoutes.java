package org.odksync.embedded.central;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Serves everything below {@code .svc}. */
final class ODataRoutes {

  private static final Pattern ENTITY = Pattern.compile("Submissions\\('(.*)'\\)", Pattern.DOTALL);
  private static final String TABLE = "Submissions";
  private static final String CHILD = TABLE + ".";

  private final Submissions submissions;
  private final Supplier<Release> release;
  private final URI baseUrl;
  private final SubmissionTable table;
  private final ChildTable children;

  ODataRoutes(URI baseUrl, Submissions submissions, Supplier<Release> release, Clock clock) {
    this.submissions = submissions;
    this.release = release;
    this.baseUrl = baseUrl;
    this.table = new SubmissionTable(baseUrl, submissions, clock);
    this.children = new ChildTable(baseUrl, submissions, clock);
  }

  /** The checks that Central makes before it looks up the form. */
  void prepare(Call call) {
    boolean nested = call.path().size() > 2 && !ENTITY.matcher(call.path().get(0)).matches();
    if (nested || call.path().contains("$count")) {
      throw ApiError.notFound();
    }
    if (!call.path().isEmpty() && call.path().get(0).startsWith(TABLE)) {
      requireSupported(call);
    }
    call.reply().header("OData-Version", "4.0");
  }

  private static void requireSupported(Call call) {
    Query query = call.query();
    for (String feature : List.of("$apply", "$inlinecount")) {
      if (query.has(feature)) {
        throw ApiError.unsupportedFeature(feature);
      }
    }
    Optional<String> expand = query.get("$expand");
    if (expand.isPresent() && query.get("$select").isPresent()) {
      throw ApiError.selectWithExpand();
    }
    if (expand.isPresent() && !expand.get().equals("*")) {
      throw ApiError.unsupportedExpand(expand.get());
    }
    String accept = query.get("$format").orElse(call.header("Accept"));
    String lower = accept.toLowerCase(Locale.ROOT);
    if (!lower.isEmpty() && !lower.contains("json") && !lower.contains("*")) {
      throw ApiError.notAcceptable(accept);
    }
  }

  /** Handles the path after {@code .svc}. */
  void answer(Call call) throws IOException {
    Schema schema = new Schema(submissions.form(), release.get());
    String first = call.path().isEmpty() ? "" : call.path().get(0);
    Matcher entity = ENTITY.matcher(first);
    if (entity.matches()) {
      entity(call, schema, entity.group(1));
    } else if (call.path().size() > 1) {
      throw ApiError.notFound();
    } else if (first.isEmpty()) {
      service(call, schema.form());
    } else if (first.equals("$metadata")) {
      byte[] metadata = new Metadata(schema).xml().getBytes(StandardCharsets.UTF_8);
      call.reply().whole(200, "application/xml; charset=utf-8", metadata);
    } else if (first.equals(TABLE)) {
      table.answer(call, schema);
    } else if (first.startsWith(CHILD)) {
      children.answer(call, schema, first.substring(CHILD.length()));
    } else {
      throw ApiError.notFound();
    }
  }

  private void entity(Call call, Schema schema, String id) throws IOException {
    Submission row =
        submissions.find(id).filter(each -> !each.isDeleted()).orElseThrow(ApiError::notFound);
    if (call.path().size() == 1) {
      table.one(call, schema, row);
    } else {
      children.of(call, schema, RepeatPath.of(call.below(1).path()), row);
    }
  }

  private void service(Call call, PublishedForm form) throws IOException {
    String slash = call.path().isEmpty() ? "" : "/";
    ObjectNode json = Json.object();
    json.put("@odata.context", baseUrl + call.service() + slash + "/$metadata");
    var sets = json.putArray("value");
    Stream<String> repeats = form.repeats().stream().map(repeat -> CHILD + repeat.dotted());
    Stream.concat(Stream.of(TABLE), repeats)
        .forEach(
            name -> sets.addObject().put("name", name).put("kind", "EntitySet").put("url", name));
    call.reply().whole(200, Reply.JSON + "; odata.metadata=minimal", Json.bytes(json));
  }
}
