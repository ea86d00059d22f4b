package org.odksync.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.odksync.run.Diagnosis;

/** Makes problems of what requests fail with. */
public final class ProblemAnswers {

  private static final ObjectMapper JSON = new ObjectMapper();

  static final String TYPE = "application/problem+json";

  private ProblemAnswers() {}

  /** Answers with the problem that the exception is; of one that is no refusal nothing is told. */
  public static void of(Exchange exchange) {
    Refusal refusal = refusal(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
    Problem problem = refusal.problem();
    Message answer = exchange.getMessage();
    answer.setHeader(Exchange.HTTP_RESPONSE_CODE, problem.status());
    answer.setHeader(Exchange.CONTENT_TYPE, TYPE);
    refusal.headers().forEach(answer::setHeader);
    answer.setBody(json(problem));
  }

  private static Refusal refusal(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .filter(Refusal.class::isInstance)
        .map(Refusal.class::cast)
        .findFirst()
        .orElseGet(
            () ->
                Diagnosis.isTransient(failure)
                    ? Refusal.later("the warehouse does not answer, try again later")
                    : Refusal.failed());
  }

  static String json(Problem problem) {
    return JSON.valueToTree(problem).toString();
  }
}
