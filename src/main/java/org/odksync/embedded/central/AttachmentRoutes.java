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
  void answer(Call call) throws IOException {
    boolean attachments = call.path().size() > 1 && call.path().get(1).equals("attachments");
    if (!attachments || call.path().size() > 3) {
      throw ApiError.notFound();
    }
    String id = call.path().get(0);
    Submission submission =
        submissions.find(id).filter(row -> !row.isDeleted()).orElseThrow(ApiError::notFound);
    if (call.path().size() == 2) {
      list(call, submission);
    } else {
      bytes(call, submission, call.path().get(2));
    }
  }

  private static void list(Call call, Submission submission) throws IOException {
    ArrayNode list = Json.array();
    for (Attachment each : submission.attachments()) {
      list.addObject().put("name", each.name()).put("exists", each.exists());
    }
    call.reply().json(200, list);
  }

  private void bytes(Call call, Submission submission, String name) throws IOException {
    byte[] bytes = submissions.bytes(submission, name).orElseThrow(ApiError::notFound);
    String etag = ETags.strong(bytes);
    if (call.reply().unchanged(etag)) {
      call.reply().notModified(etag);
      return;
    }
    call.reply().header("ETag", etag);
    call.reply().header("Content-Disposition", disposition(name));
    call.reply().bytes(200, type(name), bytes);
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
