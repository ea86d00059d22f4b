package org.odksync.error;

import org.apache.camel.http.base.HttpOperationFailedException;

/** Central has not answered a question as it should; the cause says how. */
public final class UnusableAnswer extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String url;

  public UnusableAnswer(String url, Exception cause) {
    super(cause);
    this.url = url;
  }

  /** What Central was asked for. */
  public String url() {
    return url;
  }

  /** Whether Central has refused it with this status. */
  public boolean isBecauseOf(int status) {
    return getCause() instanceof HttpOperationFailedException refused
        && refused.getStatusCode() == status;
  }
}
