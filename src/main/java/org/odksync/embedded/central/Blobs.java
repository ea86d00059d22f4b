package org.odksync.embedded.central;

import java.io.IOException;

/** The files that were put by hand, each named by the MD5 of its bytes, in hex. */
interface Blobs {

  byte[] read(String md5) throws IOException;

  /** Returns the MD5. */
  String write(byte[] bytes) throws IOException;
}
