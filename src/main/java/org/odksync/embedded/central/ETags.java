package org.odksync.embedded.central;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The three kinds of ETag that Central sends, and the hashes below them. */
final class ETags {

  private ETags() {}

  /**
   * Over the last events of the submissions of an answer, in its order: it moves with a create, an
   * edit, a review state, a delete or a restore, and never with an attachment. Zeros when none.
   */
  static String ofEvents(List<Submission> rows) {
    if (rows.isEmpty()) {
      return "W/\"eventhash:" + "0".repeat(32) + "\"";
    }
    StringBuilder events = new StringBuilder();
    rows.forEach(row -> events.append(row.event()).append(' '));
    return "W/\"eventhash:" + hex("MD5", events.toString()) + "\"";
  }

  /** Of a whole body, as Express makes it: the length in hex and the SHA-1 in base64. */
  static String weak(byte[] body) {
    String hash = Base64.getEncoder().encodeToString(digest("SHA-1", body)).substring(0, 27);
    return "W/\"" + Integer.toHexString(body.length) + "-" + hash + "\"";
  }

  /** Of an attachment: the MD5 of its bytes. */
  static String strong(byte[] bytes) {
    return "\"" + hex("MD5", bytes) + "\"";
  }

  /** Whether an {@code If-None-Match} names the ETag; weak and strong are alike here (RFC 9110). */
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
