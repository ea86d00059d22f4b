package org.odksync.embedded.central;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Serves the project, the form, its fields and its versions. */
final class FormRoutes {

  private final Submissions submissions;

  FormRoutes(Submissions submissions) {
    this.submissions = submissions;
  }

  void requireProject(String id) {
    if (!id.matches("\\d{1,9}")) {
      throw ApiError.notOfType(id, "integer");
    }
    if (!id.equals(description().projectId())) {
      throw ApiError.notFound();
    }
  }

  private SampleForm description() {
    return submissions.form().description();
  }

  private int projectId() {
    return Integer.parseInt(description().projectId());
  }

  /** Serves {@code /v1/projects}, one project, or the list of its forms. */
  void project(SampleRequest request) throws IOException {
    if (request.path().isEmpty()) {
      request.reply().json(200, Json.array().add(project()));
      return;
    }
    requireProject(request.path().get(0));
    if (request.path().size() == 1) {
      request.reply().json(200, project());
    } else if (request.path().get(1).equals("forms")) {
      request.reply().json(200, Json.array().add(form()));
    } else {
      throw ApiError.notFound();
    }
  }

  /** Handles the path after the form's id. */
  void form(SampleRequest request) throws IOException {
    switch (String.join("/", request.path())) {
      case "" -> request.reply().json(200, extended(request) ? extendedForm() : form());
      case "fields" -> request.reply().json(200, fields(request));
      case "versions" -> request.reply().json(200, versions());
      default -> throw ApiError.notFound();
    }
  }

  /** Serves the form's definition. */
  void xml(SampleRequest request) throws IOException {
    request.reply().whole(200, "application/xml; charset=utf-8", FormXml.of(submissions.form()));
  }

  private ArrayNode fields(SampleRequest request) {
    return submissions.form().fieldsJson(request.query().isTrue("odata"));
  }

  private static boolean extended(SampleRequest request) {
    return request.header("X-Extended-Metadata").equals("true");
  }

  private ObjectNode project() {
    ObjectNode project = Json.object().put("id", projectId()).put("name", "GRA Rental");
    project.putNull("description").putNull("archived").putNull("keyId");
    project.put("createdAt", Json.time(submissions.since()));
    project.putNull("updatedAt").putNull("deletedAt");
    List.of("form.list", "form.read", "project.read", "submission.list", "submission.read")
        .forEach(project.putArray("verbs")::add);
    return project;
  }

  /** Newest first. */
  private ArrayNode versions() {
    ArrayNode json = Json.array();
    submissions.versions().forEach(version -> json.add(form(version)));
    return json;
  }

  private ObjectNode form() {
    return form(submissions.form());
  }

  private ObjectNode form(PublishedForm form) {
    List<PublishedForm> versions = submissions.versions();
    ObjectNode json = Json.object().put("projectId", projectId());
    json.put("xmlFormId", description().id());
    json.put("state", "open").putNull("enketoId").putNull("enketoOnceId");
    json.put("createdAt", Json.time(submissions.since()));
    Instant updated = versions.size() == 1 ? null : versions.get(0).publishedAt();
    json.put("updatedAt", Json.time(updated));
    json.put("webformsEnabled", true).put("keyId", submissions.keyId());
    json.put("version", form.name()).put("hash", form.hash("MD5"));
    json.put("sha", form.hash("SHA-1")).put("sha256", form.hash("SHA-256"));
    json.putNull("draftToken").put("publishedAt", Json.time(form.publishedAt()));
    json.put("name", description().title());
    return json;
  }

  private ObjectNode extendedForm() {
    List<Submission> rows = submissions.rows().stream().filter(row -> !row.isDeleted()).toList();
    Instant last = rows.isEmpty() ? null : rows.get(0).system().submissionDate();
    ObjectNode json = form().put("submissions", rows.size()).put("entityRelated", false);
    // Central counts only these three; approved and rejected rows are in none of them.
    ObjectNode states = json.putObject("reviewStates");
    states.put("received", rows.stream().filter(r -> r.system().reviewState() == null).count());
    states.put("hasIssues", inState(rows, "hasIssues")).put("edited", inState(rows, "edited"));
    json.put("lastSubmission", Json.time(last)).putNull("excelContentType");
    json.put("publicLinks", 0).set("createdBy", Login.user(submissions.since()));
    return json.putNull("publishNotes");
  }

  private static long inState(List<Submission> rows, String state) {
    return rows.stream().filter(row -> state.equals(row.system().reviewState())).count();
  }
}
