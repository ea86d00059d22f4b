package org.odksync.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests with algorithms that every JVM has. Text is digested as UTF-8; hex is lower case. */
public final class Digests {

  private Digests() {}

  public static byte[] sha256(byte[] bytes) {
    return algorithm("SHA-256").digest(bytes);
  }

  public static byte[] sha256(String text) {
    return sha256(text.getBytes(UTF_8));
  }

  public static String sha256Hex(byte[] bytes) {
    return HexFormat.of().formatHex(sha256(bytes));
  }

  public static String sha256Hex(String text) {
    return sha256Hex(text.getBytes(UTF_8));
  }

  /** A new MD5, which Central sends with each file: against damage, not against an attacker. */
  public static MessageDigest md5() {
    return algorithm("MD5");
  }

  private static MessageDigest algorithm(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JVM has no " + name, e);
    }
  }
}
