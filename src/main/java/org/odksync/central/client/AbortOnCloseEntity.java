package org.odksync.central.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer; its connection ends when the body is closed before it was read to its end.
 */
final class AbortOnCloseEntity extends HttpEntityWrapper {

  private final ExecRuntime runtime;
  private @Nullable InputStream content;

  AbortOnCloseEntity(HttpEntity entity, ExecRuntime runtime) {
    super(entity);
    this.runtime = runtime;
  }

  @Override
  public InputStream getContent() throws IOException {
    InputStream same = content;
    if (same == null) {
      same = new Content(super.getContent());
      content = same;
    }
    return same;
  }

  @Override
  public void close() throws IOException {
    if (content != null) {
      content.close();
    }
    super.close();
  }

  private interface Reading {
    int read() throws IOException;
  }

  private final class Content extends FilterInputStream {

    private long left;
    private boolean broken;

    /** Of an answer without a length, the end is only known when it comes. */
    Content(InputStream in) {
      super(in);
      left = getContentLength() < 0 ? Long.MAX_VALUE : getContentLength();
    }

    @Override
    public int read() throws IOException {
      int read = reading(super::read);
      left = read < 0 ? 0 : left - 1;
      return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = reading(() -> super.read(bytes, offset, length));
      left = read < 0 ? 0 : left - read;
      return read;
    }

    private int reading(Reading some) throws IOException {
      try {
        return some.read();
      } catch (IOException e) {
        broken = true;
        throw e;
      }
    }

    @Override
    public void close() throws IOException {
      if (left == 0 || isAtEnd()) {
        super.close();
      } else {
        runtime.discardEndpoint();
      }
    }

    /** Whoever parses an answer without a length may not have come to notice its end. */
    private boolean isAtEnd() {
      try {
        return !broken && read() < 0;
      } catch (IOException e) {
        return false;
      }
    }
  }
}
