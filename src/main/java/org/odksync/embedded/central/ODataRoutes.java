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
  private final Supplier<CentralRelease> release;
  private final URI baseUrl;
  private final SubmissionTable table;
  private final ChildTable children;

  ODataRoutes(URI baseUrl, Submissions submissions, Supplier<CentralRelease> release, Clock clock) {
    this.submissions = submissions;
    this.release = release;
    this.baseUrl = baseUrl;
    this.table = new SubmissionTable(baseUrl, submissions, clock);
    this.children = new ChildTable(baseUrl, submissions, clock);
  }

  /** The checks that Central makes before it looks up the form. */
  void prepare(SampleRequest request) {
    boolean nested = request.path().size() > 2 && !ENTITY.matcher(request.path().get(0)).matches();
    if (nested || request.path().contains("$count")) {
      throw ApiError.notFound();
    }
    if (!request.path().isEmpty() && request.path().get(0).startsWith(TABLE)) {
      requireSupported(request);
    }
    request.reply().header("OData-Version", "4.0");
  }

  private static void requireSupported(SampleRequest request) {
    Query query = request.query();
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
    String accept = query.get("$format").orElse(request.header("Accept"));
    String lower = accept.toLowerCase(Locale.ROOT);
    if (!lower.isEmpty() && !lower.contains("json") && !lower.contains("*")) {
      throw ApiError.notAcceptable(accept);
    }
  }

  /** Handles the path after {@code .svc}. */
  void answer(SampleRequest request) throws IOException {
    Schema schema = new Schema(submissions.form(), release.get());
    String first = request.path().isEmpty() ? "" : request.path().get(0);
    Matcher entity = ENTITY.matcher(first);
    if (entity.matches()) {
      entity(request, schema, entity.group(1));
    } else if (request.path().size() > 1) {
      throw ApiError.notFound();
    } else if (first.isEmpty()) {
      service(request, schema.form());
    } else if (first.equals("$metadata")) {
      byte[] metadata = new Metadata(schema).xml().getBytes(StandardCharsets.UTF_8);
      request.reply().whole(200, "application/xml; charset=utf-8", metadata);
    } else if (first.equals(TABLE)) {
      table.answer(request, schema);
    } else if (first.startsWith(CHILD)) {
      children.answer(request, schema, first.substring(CHILD.length()));
    } else {
      throw ApiError.notFound();
    }
  }

  private void entity(SampleRequest request, Schema schema, String id) throws IOException {
    Submission row =
        submissions.find(id).filter(each -> !each.isDeleted()).orElseThrow(ApiError::notFound);
    if (request.path().size() == 1) {
      table.one(request, schema, row);
    } else {
      children.of(request, schema, RepeatPath.of(request.below(1).path()), row);
    }
  }

  private void service(SampleRequest request, PublishedForm form) throws IOException {
    String slash = request.path().isEmpty() ? "" : "/";
    ObjectNode json = Json.object();
    json.put("@odata.context", baseUrl + request.service() + slash + "/$metadata");
    var sets = json.putArray("value");
    Stream<String> repeats = form.repeats().stream().map(repeat -> CHILD + repeat.dotted());
    Stream.concat(Stream.of(TABLE), repeats)
        .forEach(
            name -> sets.addObject().put("name", name).put("kind", "EntitySet").put("url", name));
    request.reply().whole(200, Reply.JSON + "; odata.metadata=minimal", Json.bytes(json));
  }
}
