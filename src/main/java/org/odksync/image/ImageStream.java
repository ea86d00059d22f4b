package org.odksync.image;

import java.io.FilterInputStream;
import java.io.PushbackInputStream;
import java.util.Map;

/**
 * The bytes of an image on their way from Central to the bucket. Does not support mark:
 * camel-aws2-s3 would take the available bytes of such a stream, if its length is unknown, for all
 * of them.
 */
public final class ImageStream extends FilterInputStream {

  /** Bytes that decide the content type. */
  static final int PEEKED = 4096;

  private final VerifyingInputStream incoming;
  private final long size;
  private final String type;
  private final String md5;

  ImageStream(
      PushbackInputStream bytes,
      VerifyingInputStream incoming,
      long size,
      String type,
      String expectedMd5) {
    super(bytes);
    this.incoming = incoming;
    this.size = size;
    this.type = type;
    this.md5 = expectedMd5;
  }

  /** The content type, from the first bytes. */
  public String type() {
    return type;
  }

  /** The MD5 in hex, from Central and verified by reading; empty if Central gave none. */
  public String md5() {
    return md5;
  }

  /** Whether the sender gave a length. */
  public boolean hasSize() {
    return size >= 0;
  }

  /** Metadata for the object. */
  public Map<String, String> metadata() {
    return StoredObject.metadata(md5);
  }

  /** The object after a complete upload. */
  StoredObject stored() {
    return new StoredObject(md5, size(), type);
  }

  /** The sender's length in bytes, or else the number of bytes read. */
  public long size() {
    return hasSize() ? size : incoming.count();
  }
}
