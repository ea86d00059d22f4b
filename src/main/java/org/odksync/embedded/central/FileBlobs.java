package org.odksync.embedded.central;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Stores uploaded files in a directory, each named by the MD5 of its bytes. */
record FileBlobs(Path directory) implements Blobs {

  static FileBlobs in(Path directory) throws IOException {
    return new FileBlobs(Files.createDirectories(directory));
  }

  @Override
  public byte[] read(String md5) throws IOException {
    return Files.readAllBytes(directory.resolve(md5));
  }

  @Override
  public String write(byte[] bytes) throws IOException {
    String md5 = ETags.hex("MD5", bytes);
    Files.write(directory.resolve(md5), bytes);
    return md5;
  }
}
