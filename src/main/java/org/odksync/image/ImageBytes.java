package org.odksync.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.tika.Tika;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an image on their way from Central to the bucket; only the first ones are looked at.
 */
public final class ImageBytes {

  private static final int PEEKED = 4096;
  private static final Pattern MD5 = Pattern.compile("(?:W/)?\"?([0-9a-f]{32})\"?");

  private final Tika tika = new Tika();

  /**
   * The same bytes, so that {@link #type} can look at the first ones. Not a stream with marks: of
   * one whose length is not known, camel-aws2-s3 would take what is available for all there is.
   */
  public PushbackInputStream peekable(InputStream bytes) {
    return new PushbackInputStream(bytes, PEEKED);
  }

  /** The content type by the first bytes: the name and the sender's word prove nothing. */
  public String type(PushbackInputStream peekable) throws IOException {
    byte[] first = peekable.readNBytes(PEEKED);
    peekable.unread(first);
    return tika.detect(first);
  }

  /**
   * Central gives the MD5 of the bytes, in hex, as a quoted ETag, which a proxy that compresses
   * marks as weak; Camel takes the quotes off. Empty when there is none, or one of another kind.
   */
  public String md5(@Nullable String etag) {
    Matcher central = MD5.matcher(etag == null ? "" : etag);
    return central.matches() ? central.group(1) : "";
  }

  /** How many bytes there are; -1 when the sender does not say. */
  public long size(@Nullable String contentLength) {
    return contentLength == null ? -1 : Long.parseLong(contentLength);
  }
}
