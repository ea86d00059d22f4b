package org.odksync.functional;

import java.nio.charset.StandardCharsets;

/** Bytes that begin as those of a JPEG do: nothing looks further. */
final class Jpeg {

  private static final byte[] START = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0};

  private Jpeg() {}

  /** A small one, other bytes for each text. */
  static byte[] of(String text) {
    return begin(("JPEG" + text).getBytes(StandardCharsets.UTF_8));
  }

  /** Makes these bytes begin as one. */
  static byte[] begin(byte[] bytes) {
    System.arraycopy(START, 0, bytes, 0, START.length);
    return bytes;
  }
}
