package org.odksync.image;

import java.util.regex.Pattern;
import org.odksync.config.Digests;

/**
 * The object keys of images. Objects are never overwritten, so that an old link keeps showing its
 * image.
 */
public final class ObjectKeys {

  /** Excludes {@code ~}, which marks an escaped name. */
  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9._-]{1,200}");

  /** Has a fixed length, so that the end of the id in a key is unambiguous. */
  private static final Pattern PLAIN_ID = Pattern.compile("uuid:[0-9A-Fa-f-]{36}");

  private static final int LONGEST = 100;
  private static final int HASH_CHARACTERS = 8;

  private final String baseFolder;

  public ObjectKeys(String baseFolder) {
    this.baseFolder = baseFolder;
  }

  /**
   * {@code <base folder>/<folder>/<submission id>-<file name>}, as the Python service named them.
   * An id or name that is not plain is escaped and gets a part of its hash, so that keys stay
   * unique.
   */
  public String of(String folder, String submissionId, String fileName) {
    return "%s/%s/%s".formatted(baseFolder, folder, name(submissionId, fileName));
  }

  /**
   * The key of a new version of a file, beside that of the first one.
   *
   * @param version its MD5, or else the time of the request
   */
  public String ofVersion(String folder, String submissionId, String fileName, String version) {
    return "%s/%s/%s/%s".formatted(baseFolder, folder, hash(version), name(submissionId, fileName));
  }

  /** The key of the placeholder; all submissions share it. */
  public String ofPlaceholder(String folder, String fileName) {
    return "%s/%s/%s".formatted(baseFolder, folder, fileName);
  }

  private static String name(String submissionId, String fileName) {
    return safe(submissionId, PLAIN_ID) + "-" + safe(fileName, PLAIN_NAME);
  }

  private static String safe(String text, Pattern plain) {
    if (plain.matcher(text).matches()) {
      return text;
    }
    String letters = text.replaceAll("[^A-Za-z0-9._-]+", "_");
    String end = letters.substring(Math.max(0, letters.length() - LONGEST));
    return hash(text) + "~" + end;
  }

  private static String hash(String text) {
    return Digests.sha256Hex(text).substring(0, HASH_CHARACTERS);
  }
}
