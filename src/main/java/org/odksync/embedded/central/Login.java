package org.odksync.embedded.central;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;

/** Authenticates requests, and serves {@code /v1/sessions}. */
final class Login {

  static final int USER_ID = 5;

  private static final DateTimeFormatter COOKIE_TIME =
      DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

  private static final int LARGEST_BODY = 1 << 16;

  private final Sessions sessions;

  Login(Sessions sessions) {
    this.sessions = sessions;
  }

  /** Requires a session, or a password behind an HTTPS proxy. */
  void require(SampleRequest request) {
    String credential = request.header("Authorization");
    if (credential.startsWith("Basic ")) {
      requirePassword(request, credential.substring("Basic ".length()));
    } else {
      session(request);
    }
  }

  private static void requirePassword(SampleRequest request, String encoded) {
    if (!request.header("X-Forwarded-Proto").equals("https")) {
      throw ApiError.httpsOnly();
    }
    String right = SampleCentral.EMAIL + ":" + SampleCentral.PASSWORD;
    byte[] bytes = right.getBytes(StandardCharsets.UTF_8);
    if (!Base64.getEncoder().encodeToString(bytes).equals(encoded.strip())) {
      throw ApiError.notAuthenticated();
    }
  }

  private Sessions.Session session(SampleRequest request) {
    String credential = request.header("Authorization");
    if (!credential.startsWith("Bearer ")) {
      throw ApiError.notAuthenticated();
    }
    return sessions
        .find(credential.substring("Bearer ".length()))
        .orElseThrow(ApiError::notAuthenticated);
  }

  /** Handles the path after {@code /v1/sessions}. */
  void answer(SampleRequest request) throws IOException {
    request.reply().notCacheable();
    String rest = String.join("/", request.path());
    if (rest.isEmpty() && request.is("POST")) {
      open(request);
    } else if (rest.equals("restore") && request.isRead()) {
      request.reply().json(200, times(session(request)));
    } else if (rest.equals("current") && request.is("DELETE")) {
      sessions.forget(session(request));
      request.reply().json(200, Json.object().put("success", true));
    } else {
      throw ApiError.notFound();
    }
  }

  private void open(SampleRequest request) throws IOException {
    JsonNode credentials = credentials(request);
    if (credentials.path("email").isMissingNode() || credentials.path("password").isMissingNode()) {
      throw ApiError.missingLogin(credentials);
    }
    if (!credentials.path("email").asText().equals(SampleCentral.EMAIL)
        || !credentials.path("password").asText().equals(SampleCentral.PASSWORD)) {
      throw ApiError.notAuthenticated();
    }
    Sessions.Session session = sessions.open();
    String until = "; Path=/; Expires=" + COOKIE_TIME.format(session.expiresAt());
    cookie(request, "session=" + session.token() + until + "; HttpOnly; SameSite=Strict");
    cookie(request, "__csrf=" + session.csrf() + until + "; SameSite=Strict");
    request.reply().json(200, opened(session));
  }

  private static void cookie(SampleRequest request, String cookie) {
    request.exchange().getResponseHeaders().add("Set-Cookie", cookie);
  }

  private static JsonNode credentials(SampleRequest request) throws IOException {
    byte[] body = request.exchange().getRequestBody().readNBytes(LARGEST_BODY);
    if (!request.header("Content-Type").startsWith("application/json")) {
      return Json.object();
    }
    try {
      return Json.read(body);
    } catch (IOException e) {
      return Json.object();
    }
  }

  private static ObjectNode opened(Sessions.Session session) {
    ObjectNode body = Json.object().put("token", session.token()).put("csrf", session.csrf());
    return body.put("expiresAt", Json.time(session.expiresAt()))
        .put("createdAt", Json.time(session.createdAt()));
  }

  private static ObjectNode times(Sessions.Session session) {
    return Json.object()
        .put("createdAt", Json.time(session.createdAt()))
        .put("expiresAt", Json.time(session.expiresAt()));
  }

  /** The only user, created at the given time. */
  static ObjectNode user(Instant since) {
    return Json.object()
        .put("id", USER_ID)
        .put("type", "user")
        .put("displayName", SampleCentral.EMAIL)
        .put("createdAt", Json.time(since))
        .putNull("updatedAt")
        .putNull("deletedAt");
  }
}
