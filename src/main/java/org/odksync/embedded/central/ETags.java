package org.odksync.embedded.central;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The three kinds of ETag that Central sends, and their hashes. */
final class ETags {

  private ETags() {}

  /**
   * The hash of the last events of the answer's submissions, in their order. Changes with a create,
   * edit, review state, delete or restore, never with an attachment. Zeros for no submissions.
   */
  static String ofEvents(List<Submission> rows) {
    if (rows.isEmpty()) {
      return "W/\"eventhash:" + "0".repeat(32) + "\"";
    }
    StringBuilder events = new StringBuilder();
    rows.forEach(row -> events.append(row.event()).append(' '));
    return "W/\"eventhash:" + hex("MD5", events.toString()) + "\"";
  }

  /** The ETag that Express gives a whole body: the length in hex and the SHA-1 in base64. */
  static String weak(byte[] body) {
    String hash = Base64.getEncoder().encodeToString(digest("SHA-1", body)).substring(0, 27);
    return "W/\"" + Integer.toHexString(body.length) + "-" + hash + "\"";
  }

  /** The ETag of an attachment: the MD5 of its bytes. */
  static String strong(byte[] bytes) {
    return "\"" + hex("MD5", bytes) + "\"";
  }

  /** Whether an {@code If-None-Match} contains the ETag, weak or strong (RFC 9110). */
  static boolean match(@Nullable String ifNoneMatch, String etag) {
    if (ifNoneMatch == null) {
      return false;
    }
    String opaque = etag.startsWith("W/") ? etag.substring(2) : etag;
    return ifNoneMatch.strip().equals("*") || ifNoneMatch.contains(opaque);
  }

  static String hex(String algorithm, String text) {
    return hex(algorithm, text.getBytes(StandardCharsets.UTF_8));
  }

  static String hex(String algorithm, byte[] bytes) {
    return HexFormat.of().formatHex(digest(algorithm, bytes));
  }

  private static byte[] digest(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
