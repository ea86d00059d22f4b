package org.odksync.embedded.central;

import java.io.IOException;

/** Stores uploaded files by the MD5 of their bytes, in hex. */
interface Blobs {

  byte[] read(String md5) throws IOException;

  /** Returns the MD5. */
  String write(byte[] bytes) throws IOException;
}
