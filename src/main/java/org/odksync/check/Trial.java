package org.odksync.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.odksync.run.Diagnoses;
import org.odksync.run.Diagnosis;

/** Sends messages to routes, and says why one that failed did. */
final class Trial implements AutoCloseable {

  private final CamelContext camel;
  private final ProducerTemplate template;

  Trial(CamelContext camel) {
    this.camel = camel;
    this.template = camel.createProducerTemplate();
  }

  /** How it went; its exception is not thrown. */
  Exchange of(String route, Map<String, Object> variables) {
    return template.send(route, exchange -> variables.forEach(exchange::setVariable));
  }

  Diagnosis diagnosis(Exchange failed) {
    Diagnoses diagnoses =
        Objects.requireNonNull(
            camel.getRegistry().lookupByNameAndType("diagnoses", Diagnoses.class));
    return diagnoses.of(failed.getException(), failed.getVariable("url", String.class));
  }

  Check failed(String subject, String before, Exchange failed) {
    return Check.of(Check.Outcome.FAIL, subject, before + diagnosis(failed).message());
  }

  @Override
  public void close() {
    try {
      template.close();
    } catch (IOException notClosed) {
      throw new UncheckedIOException(notClosed);
    }
  }
}
