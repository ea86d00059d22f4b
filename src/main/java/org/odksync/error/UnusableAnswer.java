package org.odksync.error;

import org.apache.camel.http.base.HttpOperationFailedException;

/** Central's answer to a request is unusable or missing; the cause has the reason. */
public final class UnusableAnswer extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String url;

  public UnusableAnswer(String url, Exception cause) {
    super(cause);
    this.url = url;
  }

  /** The URL of the request. */
  public String url() {
    return url;
  }

  /** Whether Central refused the request with this status. */
  public boolean isBecauseOf(int status) {
    return getCause() instanceof HttpOperationFailedException refused
        && refused.getStatusCode() == status;
  }
}
