package org.odksync.central.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A response body that aborts its connection when it is closed before its end. The default is to
 * read the rest first, however long it is.
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
    InputStream opened = content;
    if (opened == null) {
      opened = new Content(super.getContent());
      content = opened;
    }
    return opened;
  }

  @Override
  public void close() throws IOException {
    if (content != null) {
      content.close();
    }
    super.close();
  }

  private interface ReadOperation {
    int read() throws IOException;
  }

  private final class Content extends FilterInputStream {

    private long remaining;
    private boolean failed;

    /** Without a Content-Length, the end is only known when it is reached. */
    Content(InputStream in) {
      super(in);
      remaining = getContentLength() < 0 ? Long.MAX_VALUE : getContentLength();
    }

    @Override
    public int read() throws IOException {
      int read = recordingFailure(super::read);
      remaining = read < 0 ? 0 : remaining - 1;
      return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = recordingFailure(() -> super.read(bytes, offset, length));
      remaining = read < 0 ? 0 : remaining - read;
      return read;
    }

    private int recordingFailure(ReadOperation operation) throws IOException {
      try {
        return operation.read();
      } catch (IOException e) {
        failed = true;
        throw e;
      }
    }

    @Override
    public void close() throws IOException {
      if (remaining == 0 || isAtEnd()) {
        super.close();
      } else {
        runtime.discardEndpoint();
      }
    }

    /** A parser may stop before it has read the end of a response without a Content-Length. */
    private boolean isAtEnd() {
      try {
        return !failed && read() < 0;
      } catch (IOException e) {
        return false;
      }
    }
  }
}
