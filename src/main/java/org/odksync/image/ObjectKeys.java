package org.odksync.image;

import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;

/** Where images lie in the bucket. */
public final class ObjectKeys {

  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9._-]{1,200}");
  private static final Pattern PLAIN_ID = Pattern.compile("[A-Za-z0-9:._-]{1,200}");
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
    return "%s/%s/%s-%s"
        .formatted(baseFolder, folder, safe(submissionId, PLAIN_ID), safe(fileName, PLAIN_NAME));
  }

  private static String safe(String text, Pattern plain) {
    if (plain.matcher(text).matches()) {
      return text;
    }
    String letters = text.replaceAll("[^A-Za-z0-9._-]+", "_");
    String end = letters.substring(Math.max(0, letters.length() - LONGEST));
    return DigestUtils.sha256Hex(text).substring(0, HASH_CHARACTERS) + "-" + end;
  }
}
