package org.odksync;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import org.odksync.config.Digests;

/** MD5 as Central sends it: hex, lower case. */
public final class Md5 {

  private Md5() {}

  public static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(Digests.md5().digest(bytes));
  }

  public static String hex(String text) {
    return hex(text.getBytes(UTF_8));
  }
}
