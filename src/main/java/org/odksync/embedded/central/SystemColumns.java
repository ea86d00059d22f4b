package org.odksync.embedded.central;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The columns below {@code __system}. Times have millisecond precision.
 *
 * @param formVersion the form's version when the submission arrived; an edit keeps it
 * @param encrypted whether the current version is encrypted
 */
record SystemColumns(
    Instant submissionDate,
    @Nullable Instant updatedAt,
    @Nullable Instant deletedAt,
    String submitterId,
    String submitterName,
    @Nullable String reviewState,
    @Nullable String deviceId,
    int edits,
    String formVersion,
    boolean encrypted) {

  /** The file with the answers of an encrypted submission. */
  static final String ENCRYPTED_ANSWERS = "submission.xml.enc";

  static final List<String> NAMES =
      List.of(
          "submissionDate",
          "updatedAt",
          "submitterId",
          "submitterName",
          "attachmentsPresent",
          "attachmentsExpected",
          "status",
          "reviewState",
          "deviceId",
          "edits",
          "formVersion",
          "deletedAt");

  static SystemColumns created(
      Instant at, String submitterId, @Nullable String deviceId, PublishedForm form) {
    String name =
        submitterId.equals(Integer.toString(Login.USER_ID))
            ? SampleCentral.EMAIL
            : "Enumerator " + submitterId;
    return new SystemColumns(
        at, null, null, submitterId, name, null, deviceId, 0, form.name(), false);
  }

  SystemColumns submittedAs(String name) {
    return new SystemColumns(
        submissionDate,
        updatedAt,
        deletedAt,
        submitterId,
        name,
        reviewState,
        deviceId,
        edits,
        formVersion,
        encrypted);
  }

  /**
   * @param encrypts whether the edit is encrypted
   */
  SystemColumns edited(Instant at, boolean encrypts) {
    return new SystemColumns(
        submissionDate,
        at,
        deletedAt,
        submitterId,
        submitterName,
        "edited",
        deviceId,
        edits + 1,
        formVersion,
        encrypts);
  }

  SystemColumns reviewed(@Nullable String state, Instant at) {
    return new SystemColumns(
        submissionDate,
        at,
        deletedAt,
        submitterId,
        submitterName,
        state,
        deviceId,
        edits,
        formVersion,
        encrypted);
  }

  SystemColumns deleted(@Nullable Instant at) {
    return new SystemColumns(
        submissionDate,
        updatedAt,
        at,
        submitterId,
        submitterName,
        reviewState,
        deviceId,
        edits,
        formVersion,
        encrypted);
  }

  ObjectNode json(List<Attachment> attachments) {
    int present = (int) attachments.stream().filter(Attachment::exists).count();
    return Json.object()
        .put("submissionDate", Json.time(submissionDate))
        .put("updatedAt", Json.time(updatedAt))
        .put("submitterId", submitterId)
        .put("submitterName", submitterName)
        .put("attachmentsPresent", present)
        .put("attachmentsExpected", attachments.size())
        .put("status", status(attachments))
        .put("reviewState", reviewState)
        .put("deviceId", deviceId)
        .put("edits", edits)
        .put("formVersion", formVersion)
        .put("deletedAt", Json.time(deletedAt));
  }

  /** A copy for a submission that arrived encrypted. */
  SystemColumns asEncrypted() {
    return new SystemColumns(
        submissionDate,
        updatedAt,
        deletedAt,
        submitterId,
        submitterName,
        reviewState,
        deviceId,
        edits,
        formVersion,
        true);
  }

  /** Central lists an encrypted submission before the file with its answers arrives. */
  private @Nullable String status(List<Attachment> attachments) {
    if (!encrypted) {
      return null;
    }
    return attachments.stream().anyMatch(a -> a.name().equals(ENCRYPTED_ANSWERS) && a.exists())
        ? "notDecrypted"
        : "missingEncryptedFormData";
  }

  static SystemColumns of(JsonNode json) {
    return new SystemColumns(
        Objects.requireNonNull(Json.time(json.path("submissionDate"))),
        Json.time(json.path("updatedAt")),
        Json.time(json.path("deletedAt")),
        json.path("submitterId").asText(),
        json.path("submitterName").asText(),
        json.path("reviewState").textValue(),
        json.path("deviceId").textValue(),
        json.path("edits").asInt(),
        json.path("formVersion").asText(),
        json.path("status").isTextual());
  }
}
