package org.odksync.embedded.central;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files that were put by hand, each named by the MD5 of its bytes. */
record Blobs(Path directory) {

  static Blobs in(Path directory) throws IOException {
    return new Blobs(Files.createDirectories(directory));
  }

  byte[] read(String md5) throws IOException {
    return Files.readAllBytes(directory.resolve(md5));
  }

  /** Returns the MD5, in hex. */
  String write(byte[] bytes) throws IOException {
    String md5 = ETags.hex("MD5", bytes);
    Files.write(directory.resolve(md5), bytes);
    return md5;
  }
}
