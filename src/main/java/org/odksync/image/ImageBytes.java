package org.odksync.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.tika.Tika;
import org.apache.tika.mime.MimeType;
import org.apache.tika.mime.MimeTypeException;
import org.apache.tika.mime.MimeTypes;
import org.jspecify.annotations.Nullable;

/**
 * Decides which files become images in the bucket, by their first bytes and their size. File name
 * and Content-Type prove nothing.
 */
public final class ImageBytes {

  public static final long MEGABYTE = 1_000_000;
  private static final Pattern MD5 = Pattern.compile("(?:W/)?\"?([0-9a-f]{32})\"?");

  private final long limit;
  private final List<MimeType> types;
  private final Tika tika = new Tika();

  /**
   * @param limit the largest image, in bytes
   * @param types content types, such as image/jpeg; the first match is used
   * @throws IllegalArgumentException if a name is not a content type
   */
  public ImageBytes(long limit, List<String> types) {
    this.limit = limit;
    this.types = types.stream().map(ImageBytes::type).toList();
  }

  /**
   * Checks the first bytes of a file and wraps the stream.
   *
   * @param md5 of the whole file, in hex; empty if unknown
   * @param contentLength in bytes, as the sender gives it; null if it does not
   * @throws UnusableImage if the file is empty, too large or not an image
   * @throws org.odksync.error.SyncFailure if the stream breaks, now or while it is read
   */
  public ImageStream open(InputStream bytes, String md5, @Nullable String contentLength)
      throws IOException {
    long size = contentLength == null ? -1 : Long.parseLong(contentLength);
    if (size > limit) {
      throw tooLarge(limit, md5);
    }
    VerifyingInputStream incoming = new VerifyingInputStream(bytes, size, limit, md5);
    PushbackInputStream peekable = new PushbackInputStream(incoming, ImageStream.PEEKED);
    byte[] first = peekable.readNBytes(ImageStream.PEEKED);
    peekable.unread(first);
    if (first.length == 0) {
      throw new UnusableImage("the file is empty: take the image again", md5);
    }
    String type =
        types.stream()
            .filter(known -> known.matchesMagic(first))
            .findFirst()
            .orElseThrow(() -> new UnusableImage(notAnImage(first), md5))
            .getName();
    return new ImageStream(peekable, incoming, size, type, md5);
  }

  private String notAnImage(byte[] first) {
    return "the file is not an image that browsers show, but %s: take the image again"
        .formatted(tika.detect(first));
  }

  private static MimeType type(String name) {
    try {
      return MimeTypes.getDefaultMimeTypes().forName(name);
    } catch (MimeTypeException noName) {
      throw new IllegalArgumentException("images.types: not a content type: " + name, noName);
    }
  }

  /** The image for submissions that name none; it holds no text, so it needs no translation. */
  public ImageStream placeholder() throws IOException {
    try (InputStream in = ImageBytes.class.getResourceAsStream("/image/no-image.png")) {
      byte[] bytes = Objects.requireNonNull(in, "no placeholder on the class path").readAllBytes();
      return open(new ByteArrayInputStream(bytes), "", String.valueOf(bytes.length));
    }
  }

  static UnusableImage tooLarge(long limit, String md5) {
    return new UnusableImage(
        "the file is larger than %d MB: raise IMAGE_MAX_MB, or take a smaller image"
            .formatted(limit / MEGABYTE),
        md5);
  }

  /**
   * Returns the MD5 that an ETag of Central holds: quoted hex, marked as weak by a compressing
   * proxy, without quotes after Camel. Empty for no ETag or one of another form.
   */
  public String md5(@Nullable String etag) {
    Matcher matcher = MD5.matcher(etag == null ? "" : etag);
    return matcher.matches() ? matcher.group(1) : "";
  }
}
