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
 * What may become an image in the bucket. Decided by the first bytes, and by how many there are:
 * the name and the sender's word prove nothing.
 */
public final class ImageBytes {

  public static final long MEGABYTE = 1_000_000;
  private static final Pattern MD5 = Pattern.compile("(?:W/)?\"?([0-9a-f]{32})\"?");

  private final long limit;
  private final List<MimeType> types;
  private final Tika tika = new Tika();

  /**
   * @param limit the largest image, in bytes
   * @param types content types, such as image/jpeg; the first that fits is the one
   * @throws IllegalArgumentException when one of them is none
   */
  public ImageBytes(long limit, List<String> types) {
    this.limit = limit;
    this.types = types.stream().map(ImageBytes::type).toList();
  }

  /**
   * Looks at the bytes that come.
   *
   * @param md5 of all of them, in hex; empty when it is not known
   * @param contentLength as the sender says; null when it does not
   * @throws ImageRefused for what is empty, too large or no image
   * @throws org.odksync.error.SyncFailure when the bytes do not come, now or while they are read
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
      throw new ImageRefused("the file is empty: take the picture again", md5);
    }
    String type =
        types.stream()
            .filter(known -> known.matchesMagic(first))
            .findFirst()
            .orElseThrow(() -> new ImageRefused(noImage(first), md5))
            .getName();
    return new ImageStream(peekable, incoming, size, type, md5);
  }

  /** Says what it is instead, among all types that there are. */
  private String noImage(byte[] first) {
    return "the file is no image that a browser shows, but %s: take the picture again"
        .formatted(tika.detect(first));
  }

  private static MimeType type(String name) {
    try {
      return MimeTypes.getDefaultMimeTypes().forName(name);
    } catch (MimeTypeException noName) {
      throw new IllegalArgumentException("images.types has a name that is none: " + name, noName);
    }
  }

  /** What stands for a picture that is not named: no letters, which would be of some language. */
  public ImageStream placeholder() throws IOException {
    try (InputStream in = ImageBytes.class.getResourceAsStream("/image/no-image.png")) {
      byte[] bytes = Objects.requireNonNull(in, "no placeholder on the class path").readAllBytes();
      return open(new ByteArrayInputStream(bytes), "", String.valueOf(bytes.length));
    }
  }

  static ImageRefused tooLarge(long limit, String md5) {
    return new ImageRefused(
        "the file is larger than %d MB: raise IMAGE_MAX_MB, or take a smaller picture"
            .formatted(limit / MEGABYTE),
        md5);
  }

  /**
   * Central gives the MD5 of the bytes, in hex, as a quoted ETag, which a proxy that compresses
   * marks as weak; Camel takes the quotes off. Empty when there is none, or one of another kind.
   */
  public String md5(@Nullable String etag) {
    Matcher central = MD5.matcher(etag == null ? "" : etag);
    return central.matches() ? central.group(1) : "";
  }
}
