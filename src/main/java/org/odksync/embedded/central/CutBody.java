package org.odksync.embedded.central;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/**
 * Lets the first bytes through and then fails, also when it is closed: the server answers a failed
 * handler by closing the connection, without the last chunk.
 */
final class CutBody extends FilterOutputStream {

  private final Duration quiet;
  private long left;

  CutBody(OutputStream out, long afterBytes, Duration quiet) {
    super(out);
    this.left = afterBytes;
    this.quiet = quiet;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int allowed = (int) Math.min(left, length);
    out.write(bytes, offset, allowed);
    left -= allowed;
    if (allowed < length) {
      end();
    }
  }

  @Override
  public void close() throws IOException {
    end();
  }

  private void end() throws IOException {
    out.flush();
    try {
      Thread.sleep(quiet.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IOException("body cut by a fault");
  }
}
