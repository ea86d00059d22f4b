package org.odksync.image;

import java.io.FilterInputStream;
import java.io.PushbackInputStream;
import java.util.Map;

/**
 * The bytes of an image on their way from Central to the bucket. Not a stream with marks: of one
 * whose length is not known, camel-aws2-s3 would take what is available for all there is.
 */
public final class ImageStream extends FilterInputStream {

  /** So many bytes are looked at. */
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

  /** The content type, by the first bytes. */
  public String type() {
    return type;
  }

  /** In hex, as Central gave it, and as it was found when all was read; empty when it gave none. */
  public String md5() {
    return md5;
  }

  /** Whether the sender said how many bytes there are. */
  public boolean hasSize() {
    return size >= 0;
  }

  /** What to keep with the object that it becomes. */
  public Map<String, String> metadata() {
    return StoredObject.metadata(md5);
  }

  /** The object that it has become, when all was read. */
  StoredObject stored() {
    return new StoredObject(md5, size(), type);
  }

  /** In bytes, as the sender said, or as many as were read. */
  public long size() {
    return hasSize() ? size : incoming.count();
  }
}
