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
 * What went wrong in a run, and with whom: Central's host and path, the database, or the bucket.
 */
public final class FailureClassifier {

  private static final Logger LOG = LoggerFactory.getLogger("sync");

  private final String database;
  private final String store;
  private final String way;

  /**
   * @param database host, port and name
   * @param store the bucket, and where it is
   * @param way the proxy through which Central is reached, to be said after its address; empty for
   *     none
   */
  public FailureClassifier(String database, String store, String way) {
    this.database = database;
    this.store = store;
    this.way = way;
  }

  /** Why the run has failed that this is the exchange of; it says so from now on. */
  public void diagnose(
      @Variable("run") @Nullable Run run,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable failure,
      @ExchangeProperty("url") @Nullable String url) {
    Diagnosis reason = of(failure, url);
    if (run == null) {
      LOG.error("A run could not be opened, {}", reason.message());
    } else {
      run.failed(reason);
    }
  }

  /** The same of the end of the run, which could not be written. */
  public void unrecorded(
      @Variable("run") Run run,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable failure,
      @ExchangeProperty("url") @Nullable String url) {
    run.endNotWritten(of(failure, url));
  }

  /**
   * @param last what Central was asked for last, where the failure does not know it; null for
   *     nothing
   */
  public Diagnosis of(
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable failure,
      @ExchangeProperty("url") @Nullable String last) {
    Diagnosis diagnosis = Diagnosis.of(failure);
    String url = asked(failure).orElse(last);
    if (Diagnosis.causes(failure).anyMatch(ImageRunFailed.class::isInstance)) {
      // says it already, of the request that failed
      return diagnosis;
    }
    return switch (diagnosis.errorClass()) {
      case DATABASE -> diagnosis.at(database);
      case S3 -> diagnosis.at(store);
      case NETWORK, AUTH, CONFIG -> asked(diagnosis, url);
      case DATA -> Diagnosis.isOfDatabase(failure) ? diagnosis.at(database) : asked(diagnosis, url);
      case INTERNAL, INTERRUPTED -> diagnosis;
    };
  }

  private static Optional<String> asked(Throwable failure) {
    return Diagnosis.causes(failure)
        .filter(UnusableAnswer.class::isInstance)
        .findFirst()
        .map(cause -> ((UnusableAnswer) cause).url());
  }

  private Diagnosis asked(Diagnosis diagnosis, @Nullable String url) {
    if (url == null || diagnosis.what().contains(Intermediary.place(url))) {
      return diagnosis;
    }
    return diagnosis.at(Intermediary.place(url) + way);
  }
}
