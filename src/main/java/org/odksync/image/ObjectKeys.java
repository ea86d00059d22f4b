package org.odksync.image;

import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Where images lie in the bucket. An object is never replaced by another one: what a link shows
 * stays what it was.
 */
public final class ObjectKeys {

  /** No {@code ~}, which marks a safe form: no name is taken for one. */
  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9._-]{1,200}");

  /** Of one length, so that it is clear where an id ends and a name begins. */
  private static final Pattern PLAIN_ID = Pattern.compile("uuid:[0-9A-Fa-f-]{36}");

  private static final int LONGEST = 100;
  private static final int HASH_CHARACTERS = 8;

  private final String baseFolder;

  public ObjectKeys(String baseFolder) {
    this.baseFolder = baseFolder;
  }

  /**
   * {@code <base folder>/<folder>/<submission id>-<file name>}, as the Python service named them.
   * An id or name that is not plain gets a safe form and a part of its hash, so that no two share a
   * key.
   */
  public String of(String folder, String submissionId, String fileName) {
    return "%s/%s/%s".formatted(baseFolder, folder, name(submissionId, fileName));
  }

  /**
   * Where another version of a file lies, beside the first one.
   *
   * @param version names it: its MD5, or when it was asked for
   */
  public String ofVersion(String folder, String submissionId, String fileName, String version) {
    return "%s/%s/%s/%s".formatted(baseFolder, folder, hash(version), name(submissionId, fileName));
  }

  /** Where that lies which stands for a picture that is not named; the same for all of them. */
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
    return DigestUtils.sha256Hex(text).substring(0, HASH_CHARACTERS);
  }
}
