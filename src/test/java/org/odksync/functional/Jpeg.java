package org.odksync.functional;

import java.nio.charset.StandardCharsets;

/** Creates bytes that start like a JPEG; only the start is checked. */
final class Jpeg {

  private static final byte[] START = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0};

  private Jpeg() {}

  /** A small image with different bytes for each text. */
  static byte[] of(String text) {
    return markAsJpeg(("JPEG" + text).getBytes(StandardCharsets.UTF_8));
  }

  /** Overwrites the start of these bytes with that of a JPEG. */
  static byte[] markAsJpeg(byte[] bytes) {
    System.arraycopy(START, 0, bytes, 0, START.length);
    return bytes;
  }
}
