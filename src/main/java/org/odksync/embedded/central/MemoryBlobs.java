package org.odksync.embedded.central;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps uploaded files in memory. */
final class MemoryBlobs implements Blobs {

  private final Map<String, byte[]> byMd5 = new ConcurrentHashMap<>();

  @Override
  public byte[] read(String md5) throws IOException {
    byte[] bytes = byMd5.get(md5);
    if (bytes == null) {
      throw new FileNotFoundException(md5);
    }
    return bytes.clone();
  }

  @Override
  public String write(byte[] bytes) {
    String md5 = ETags.hex("MD5", bytes);
    byMd5.put(md5, bytes.clone());
    return md5;
  }
}
