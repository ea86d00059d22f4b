package org.odksync.run;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong in a run, and with whom: Central's host and path, the database, or the bucket.
 */
public final class Diagnoses {

  private final String database;
  private final String store;
  private final String way;

  /**
   * @param database host, port and name
   * @param store the bucket, and where it is
   * @param way the proxy through which Central is reached, to be said after its address; empty for
   *     none
   */
  public Diagnoses(String database, String store, String way) {
    this.database = database;
    this.store = store;
    this.way = way;
  }

  /**
   * @param url what Central was asked for last; null for nothing
   */
  public Diagnosis of(
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable failure,
      @Variable("url") @Nullable String url) {
    Diagnosis diagnosis = Diagnosis.of(failure);
    if (Diagnosis.causes(failure).anyMatch(NothingStored.class::isInstance)) {
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

  private Diagnosis asked(Diagnosis diagnosis, @Nullable String url) {
    if (url == null || diagnosis.what().contains(Intermediary.place(url))) {
      return diagnosis;
    }
    return diagnosis.at(Intermediary.place(url) + way);
  }
}
