package org.odksync.image;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.tika.Tika;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an image on their way from Central to the bucket; only the first ones are looked at.
 */
public final class ImageBytes {

  private final Tika tika = new Tika();

  /** The same bytes, in a form that {@link #type} can look at. */
  public InputStream peekable(InputStream bytes) {
    return new BufferedInputStream(bytes);
  }

  /** The content type by the first bytes: the name and the sender's word prove nothing. */
  public String type(InputStream peekable) throws IOException {
    return tika.detect(peekable);
  }

  /** Central gives the MD5 of the bytes, in hex, as a quoted ETag; empty when it gives none. */
  public String md5(@Nullable String etag) {
    return etag == null ? "" : etag.replace("\"", "");
  }

  /** How many bytes there are; -1 when the sender does not say. */
  public long size(@Nullable String contentLength) {
    return contentLength == null ? -1 : Long.parseLong(contentLength);
  }
}
