package org.odksync.embedded.central;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Serves the list of a submission's attachments, and their bytes. */
final class AttachmentRoutes {

  private final Submissions submissions;

  AttachmentRoutes(Submissions submissions) {
    this.submissions = submissions;
  }

  /** Handles the path after {@code …/submissions}. */
  void answer(SampleRequest request) throws IOException {
    boolean attachments = request.path().size() > 1 && request.path().get(1).equals("attachments");
    if (!attachments || request.path().size() > 3) {
      throw ApiError.notFound();
    }
    String id = request.path().get(0);
    Submission submission =
        submissions.find(id).filter(row -> !row.isDeleted()).orElseThrow(ApiError::notFound);
    if (request.path().size() == 2) {
      list(request, submission);
    } else {
      bytes(request, submission, request.path().get(2));
    }
  }

  private static void list(SampleRequest request, Submission submission) throws IOException {
    ArrayNode list = Json.array();
    for (Attachment each : submission.attachments()) {
      list.addObject().put("name", each.name()).put("exists", each.exists());
    }
    request.reply().json(200, list);
  }

  private void bytes(SampleRequest request, Submission submission, String name) throws IOException {
    byte[] bytes = submissions.bytes(submission, name).orElseThrow(ApiError::notFound);
    String etag = ETags.strong(bytes);
    if (request.reply().unchanged(etag)) {
      request.reply().notModified(etag);
      return;
    }
    request.reply().header("ETag", etag);
    request.reply().header("Content-Disposition", disposition(name));
    request.reply().bytes(200, type(name), bytes);
  }

  private static String type(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".png")) {
      return "image/png";
    }
    return lower.endsWith(".jpg") || lower.endsWith(".jpeg")
        ? "image/jpeg"
        : "application/octet-stream";
  }

  /**
   * As Central does: drops characters that file systems refuse, and gives an ASCII and a UTF-8
   * name.
   */
  private static String disposition(String name) {
    String safe = name.replaceAll("[/?<>\\\\:*|\"]", "");
    String plain = safe.replaceAll("[^\\x20-\\x7e]+", "-");
    String encoded = URLEncoder.encode(safe, StandardCharsets.UTF_8).replace("+", "%20");
    return "inline; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded;
  }
}
