package org.odksync.embedded.central;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/**
 * Passes the first bytes and then fails, also on close. When a handler fails, the server closes the
 * connection without the last chunk.
 */
final class CutBody extends FilterOutputStream {

  private final Duration pause;
  private long remaining;

  CutBody(OutputStream out, long afterBytes, Duration pause) {
    super(out);
    this.remaining = afterBytes;
    this.pause = pause;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int allowed = (int) Math.min(remaining, length);
    out.write(bytes, offset, allowed);
    remaining -= allowed;
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
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IOException("body cut by a fault");
  }
}
