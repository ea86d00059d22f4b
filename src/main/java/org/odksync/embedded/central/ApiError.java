package org.odksync.embedded.central;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** An error answer: the status, and a body with Central's code and message. */
final class ApiError extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient ObjectNode body;
  private final transient Optional<String> etag;

  private ApiError(int status, ObjectNode body, Optional<String> etag) {
    super(body.path("message").asText(), null, false, false);
    this.status = status;
    this.body = body;
    this.etag = etag;
  }

  private ApiError(int status, ObjectNode body) {
    this(status, body, Optional.empty());
  }

  int status() {
    return status;
  }

  ObjectNode body() {
    return body;
  }

  /** The ETag of the rows, when Central computes it before it finds the error. */
  Optional<String> etag() {
    return etag;
  }

  ApiError withEtag(Optional<String> rows) {
    return new ApiError(status, body, rows);
  }

  /**
   * @param code 0 = none
   */
  static ObjectNode body(double code, String message) {
    ObjectNode body = Json.object().put("message", message);
    if (code != 0) {
      body.put("code", code);
    }
    return body;
  }

  private static ApiError with(double code, String message, String key, String value) {
    ObjectNode body = body(code, message);
    body.putObject("details").put(key, value);
    return new ApiError((int) code, body);
  }

  private static ApiError plain(double code, String message) {
    return new ApiError((int) code, body(code, message));
  }

  static ApiError internal() {
    return new ApiError(500, body(0, "Internal Server Error"));
  }

  static ApiError notFound() {
    return plain(404.1, "Could not find the resource you were looking for.");
  }

  static ApiError noVersion() {
    return plain(404.2, "Expected an API version (eg /v1) at the start of the request URL.");
  }

  static ApiError wrongVersion(String got) {
    return with(404.3, "Unexpected an API version (accepts: 1) (got: " + got + ").", "got", got);
  }

  static ApiError notAuthenticated() {
    return plain(401.2, "Could not authenticate with the provided credentials.");
  }

  static ApiError httpsOnly() {
    return plain(401.3, "This authentication method is only available over HTTPS");
  }

  static ApiError missingLogin(JsonNode credentials) {
    ObjectNode body =
        body(
            400.3,
            "Required parameters missing. Expected (email, password), got (email: "
                + shown(credentials.path("email"))
                + ", password: "
                + shown(credentials.path("password"))
                + ").");
    ObjectNode details = body.putObject("details");
    details.putArray("expected").add("email").add("password");
    ObjectNode got = details.putObject("got");
    for (String name : new String[] {"email", "password"}) {
      if (credentials.has(name)) {
        got.set(name, credentials.path(name));
      }
    }
    return new ApiError(400, body);
  }

  private static String shown(JsonNode value) {
    return value.isMissingNode() ? "undefined" : "'" + value.asText() + "'";
  }

  static ApiError notOfType(String value, String type) {
    String expected = "type " + type;
    ObjectNode body =
        body(
            400.11, "Invalid input data type: expected \"" + value + "\" to be (" + expected + ")");
    body.putObject("details").put("value", value).put("expected", expected);
    return new ApiError(400, body);
  }

  static ApiError unparsable(String reason) {
    return with(
        400.18,
        "The OData filter expression you provided could not be parsed: " + reason,
        "reason",
        reason);
  }

  static ApiError unknownProperty(String property) {
    return with(400.23, "Could not find a property named '" + property + "'", "property", property);
  }

  static ApiError unsupportedProperty(String property) {
    return with(
        400.24,
        "The given OData select property '"
            + property
            + "' uses features not supported by this server.",
        "property",
        property);
  }

  static ApiError unknownCursor() {
    return plain(400.34, "Record associated with the provided $skiptoken not found.");
  }

  static ApiError invalidCursor() {
    return plain(400.35, "Invalid $skiptoken");
  }

  static ApiError notAcceptable(String got) {
    ObjectNode body =
        body(
            406.1, "Requested format not acceptable; this resource allows: application/json,json.");
    ObjectNode details = body.putObject("details");
    ArrayNode allowed = details.putArray("allowed");
    allowed.add("application/json").add("json");
    details.put("got", got);
    return new ApiError(406, body);
  }

  static ApiError unsupportedFeature(String feature) {
    return with(
        501.1,
        "The requested feature " + feature + " is not supported by this server.",
        "feature",
        feature);
  }

  static ApiError unsupportedFunction(String text) {
    return with(
        501.4,
        "The given OData filter expression uses features not supported by this server: " + text,
        "text",
        text);
  }

  static ApiError unsupportedField(String text) {
    return with(
        501.5,
        "The given OData filter expression references fields not supported by this server: " + text,
        "text",
        text);
  }

  static ApiError unsupportedExpand(String text) {
    return with(
        501.6,
        "The given OData expand expression is not supported by this server: \""
            + text
            + "\". Currently, only \"$expand=*\" is supported.",
        "text",
        text);
  }

  static ApiError selectWithExpand() {
    return plain(501.11, "This server doesn't support $select query parameter with $expand.");
  }
}
