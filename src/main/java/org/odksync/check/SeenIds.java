package org.odksync.check;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Ids that were seen, eight bytes each: a part of their hash. Among a million ids an unseen one
 * passes for seen once in twenty trillion times. All are added before any is looked for.
 */
final class SeenIds {

  private static final int FIRST = 1_024;

  private long[] hashes = new long[FIRST];
  private int size;
  private boolean sorted;

  void add(String id) {
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, size + size / 2);
    }
    hashes[size++] = hash(id);
    sorted = false;
  }

  boolean contains(String id) {
    if (!sorted) {
      Arrays.sort(hashes, 0, size);
      sorted = true;
    }
    return Arrays.binarySearch(hashes, 0, size, hash(id)) >= 0;
  }

  int size() {
    return size;
  }

  private static long hash(String id) {
    return ByteBuffer.wrap(DigestUtils.sha256(id)).getLong();
  }
}
