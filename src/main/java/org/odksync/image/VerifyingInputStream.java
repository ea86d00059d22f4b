package org.odksync.image;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.odksync.config.Digests;
import org.odksync.error.ErrorClass;
import org.odksync.error.SyncFailure;

/**
 * Counts and digests the bytes of a file as they arrive. A damaged or too large file fails before
 * its last bytes are returned, so that an upload of it never completes. The stream closes at its
 * end, so that the next download need not wait for the end of the upload.
 *
 * <p>Failures name Central, because the S3 client would report them as errors of the store.
 */
final class VerifyingInputStream extends FilterInputStream {

  private final long size;
  private final long limit;
  private final String expectedMd5;
  private final MessageDigest digest = Digests.md5();
  private long count;
  private String md5 = "";
  private boolean ended;

  /**
   * @param size in bytes; -1 if unknown
   * @param limit in bytes
   * @param expectedMd5 in hex; empty if unknown
   */
  VerifyingInputStream(InputStream bytes, long size, long limit, String expectedMd5) {
    super(bytes);
    this.size = size;
    this.limit = limit;
    this.expectedMd5 = expectedMd5;
  }

  /** The MD5 of all bytes, in hex; empty before the end. */
  String md5() {
    return md5;
  }

  long count() {
    return count;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    if (ended) {
      return -1;
    }
    int read = readSome(buffer, offset, length);
    if (read > 0) {
      digest.update(buffer, offset, read);
      count += read;
      if (count > limit) {
        throw ImageBytes.tooLarge(limit, expectedMd5);
      }
    }
    if (read < 0 || count == size) {
      end();
    }
    return read;
  }

  private int readSome(byte[] buffer, int offset, int length) {
    try {
      return in.read(buffer, offset, length);
    } catch (IOException broken) {
      throw failure(broken);
    }
  }

  private static SyncFailure failure(IOException broken) {
    return new SyncFailure(
        ErrorClass.NETWORK,
        broken instanceof InterruptedIOException
            ? "Central stopped sending within a file: check its log and its database"
            : "a file from Central was cut short: check its log",
        broken);
  }

  private void end() {
    ended = true;
    try {
      close();
    } catch (IOException broken) {
      throw failure(broken);
    }
    md5 = HexFormat.of().formatHex(digest.digest());
    if (!expectedMd5.isEmpty() && !expectedMd5.equals(md5)) {
      throw new SyncFailure(
          ErrorClass.NETWORK,
          "a file from Central was changed on its way (MD5 differs): look for a proxy that alters images",
          null);
    }
  }
}
