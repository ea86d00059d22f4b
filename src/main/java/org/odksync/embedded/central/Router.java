package org.odksync.embedded.central;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.function.Supplier;

/** Dispatches requests, and turns exceptions into Central's errors. */
final class Router implements HttpHandler {

  private static final System.Logger LOG = System.getLogger(Router.class.getName());

  private final Submissions submissions;
  private final Login login;
  private final FormRoutes forms;
  private final ODataRoutes odata;
  private final AttachmentRoutes attachments;

  Router(
      URI baseUrl,
      Submissions submissions,
      Sessions sessions,
      Supplier<CentralRelease> release,
      Clock clock) {
    this.submissions = submissions;
    this.login = new Login(sessions);
    this.forms = new FormRoutes(submissions);
    this.odata = new ODataRoutes(baseUrl, submissions, release, clock);
    this.attachments = new AttachmentRoutes(submissions);
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    SampleRequest request = SampleRequest.of(exchange);
    try {
      answer(request);
    } catch (ApiError e) {
      request.reply().error(e);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot answer " + exchange.getRequestURI(), e);
      request.reply().error(ApiError.internal());
    }
  }

  private void answer(SampleRequest request) throws IOException {
    requireVersion(request.path().get(0));
    if (request.isRead()) {
      request.reply().cacheable();
    } else {
      request.reply().notCacheable();
    }
    SampleRequest rest = request.below(1);
    String first = rest.path().isEmpty() ? "" : rest.path().get(0);
    switch (first) {
      case "sessions" -> login.answer(rest.below(1));
      case "users" -> user(rest);
      case "projects" -> project(rest.below(1));
      default -> throw ApiError.notFound();
    }
  }

  private static void requireVersion(String segment) {
    if (!segment.matches("v\\d+")) {
      throw ApiError.noVersion();
    }
    if (!segment.equals("v1")) {
      throw ApiError.wrongVersion(segment.substring(1));
    }
  }

  private void user(SampleRequest request) throws IOException {
    login.require(request);
    if (!request.isRead() || !String.join("/", request.path()).equals("users/current")) {
      throw ApiError.notFound();
    }
    ObjectNode user = Json.object().put("email", SampleCentral.EMAIL).putNull("lastLoginAt");
    user.setAll(Login.user(submissions.since()));
    request.reply().json(200, user);
  }

  /** Handles the path after {@code /v1/projects}. */
  private void project(SampleRequest request) throws IOException {
    if (!request.isRead()) {
      throw ApiError.notFound();
    }
    login.require(request);
    if (request.path().size() < 3) {
      forms.project(request);
      return;
    }
    String form = request.path().get(2);
    SampleRequest inForm = request.below(3);
    if (!request.path().get(1).equals("forms")) {
      throw ApiError.notFound();
    }
    if (form.endsWith(".svc")) {
      odata.prepare(inForm);
      requireForm(request, form.substring(0, form.length() - ".svc".length()));
      odata.answer(inForm);
    } else if (form.endsWith(".xml") && inForm.path().isEmpty()) {
      requireForm(request, form.substring(0, form.length() - ".xml".length()));
      forms.xml(inForm);
    } else {
      requireForm(request, form);
      if (!inForm.path().isEmpty() && inForm.path().get(0).equals("submissions")) {
        attachments.answer(inForm.below(1));
      } else {
        forms.form(inForm);
      }
    }
  }

  private void requireForm(SampleRequest request, String form) {
    forms.requireProject(request.path().get(0));
    if (!form.equals(submissions.form().description().id())) {
      throw ApiError.notFound();
    }
  }
}
