package org.odksync.check;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.odksync.config.Digests;

/**
 * A compact set of ids: eight bytes of each id's hash. With a million ids, the chance that an
 * unseen id counts as seen is one in twenty trillion. Add all ids before the first lookup.
 */
final class IdHashes {

  private static final int INITIAL_CAPACITY = 1_024;

  private long[] hashes = new long[INITIAL_CAPACITY];
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
    return ByteBuffer.wrap(Digests.sha256(id)).getLong();
  }
}
