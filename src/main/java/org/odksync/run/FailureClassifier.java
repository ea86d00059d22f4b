package org.odksync.run;

import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.odksync.error.Diagnosis;
import org.odksync.error.ImageRunFailed;
import org.odksync.error.Intermediary;
import org.odksync.error.UnusableAnswer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Classifies the failures of runs and adds where they happened: Central's host and path, the
 * database, or the bucket.
 */
public final class FailureClassifier {

  private static final Logger LOG = LoggerFactory.getLogger("sync");

  private final String database;
  private final String store;
  private final String proxy;

  /**
   * @param database host, port and name
   * @param store the bucket and its location
   * @param proxy the proxy to Central, for messages after Central's address; empty for none
   */
  public FailureClassifier(String database, String store, String proxy) {
    this.database = database;
    this.store = store;
    this.proxy = proxy;
  }

  /** Sets the reason of a failed run. */
  public void diagnose(
      @Variable("run") @Nullable Run run,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable failure,
      @ExchangeProperty("url") @Nullable String url) {
    Diagnosis reason = of(failure, url);
    if (run == null) {
      LOG.error("A run could not be created, {}", reason.message());
    } else {
      run.fail(reason);
    }
  }

  /** Sets the reason why the end of a run could not be recorded. */
  public void unrecorded(
      @Variable("run") Run run,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable failure,
      @ExchangeProperty("url") @Nullable String url) {
    run.setUnrecorded(of(failure, url));
  }

  /**
   * @param last the last URL requested from Central, used if the failure has none; null for none
   */
  public Diagnosis of(
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable failure,
      @ExchangeProperty("url") @Nullable String last) {
    Diagnosis diagnosis = Diagnosis.of(failure);
    String url = failedUrl(failure).orElse(last);
    if (Diagnosis.causes(failure).anyMatch(ImageRunFailed.class::isInstance)) {
      // its message already contains the place
      return diagnosis;
    }
    return switch (diagnosis.errorClass()) {
      case DATABASE -> diagnosis.at(database);
      case S3 -> diagnosis.at(store);
      case NETWORK, AUTH, CONFIG -> atCentral(diagnosis, url);
      case DATA ->
          Diagnosis.isOfDatabase(failure) ? diagnosis.at(database) : atCentral(diagnosis, url);
      case INTERNAL, INTERRUPTED -> diagnosis;
    };
  }

  private static Optional<String> failedUrl(Throwable failure) {
    return Diagnosis.causes(failure)
        .filter(UnusableAnswer.class::isInstance)
        .findFirst()
        .map(cause -> ((UnusableAnswer) cause).url());
  }

  private Diagnosis atCentral(Diagnosis diagnosis, @Nullable String url) {
    if (url == null || diagnosis.what().contains(Intermediary.place(url))) {
      return diagnosis;
    }
    return diagnosis.at(Intermediary.place(url) + proxy);
  }
}
