package org.odksync.image;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.PushbackInputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.tika.Tika;
import org.jspecify.annotations.Nullable;
import org.odksync.run.ErrorClass;
import org.odksync.run.SyncFailure;

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
    return new PushbackInputStream(new FromCentral(bytes), PEEKED);
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

  /** Nobody reads on: what is left of the answer, if anything, is not waited for. */
  public void close(@Nullable InputStream answer) throws IOException {
    if (answer != null) {
      answer.close();
    }
  }

  /**
   * Says that it was Central: for whoever sends the bytes on, it would be the store that failed.
   */
  private static final class FromCentral extends FilterInputStream {

    FromCentral(InputStream bytes) {
      super(bytes);
    }

    @Override
    public int read() throws IOException {
      return reading(super::read);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return reading(() -> super.read(buffer, offset, length));
    }

    private static int reading(Reading some) {
      try {
        return some.read();
      } catch (IOException broken) {
        throw new SyncFailure(
            ErrorClass.NETWORK,
            broken instanceof InterruptedIOException
                ? "Central fell silent within a file: look at its log and its database"
                : "a file from Central was cut short: look at its log",
            broken);
      }
    }

    private interface Reading {
      int read() throws IOException;
    }
  }

  /** How many bytes there are; -1 when the sender does not say. */
  public long size(@Nullable String contentLength) {
    return contentLength == null ? -1 : Long.parseLong(contentLength);
  }
}
