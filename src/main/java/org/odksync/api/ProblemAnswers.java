package org.odksync.api;

import java.util.Objects;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.odksync.http.Problem;
import org.odksync.run.Diagnosis;

/** Makes problems of what requests fail with. */
public final class ProblemAnswers {

  private ProblemAnswers() {}

  /** Answers with the problem that the exception is; of one that is no refusal nothing is told. */
  public static void of(Exchange exchange) {
    Refusal refusal = refusal(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
    Problem problem = refusal.problem();
    Message answer = exchange.getMessage();
    answer.setHeader(Exchange.HTTP_RESPONSE_CODE, problem.status());
    answer.setHeader(Exchange.CONTENT_TYPE, Problem.CONTENT_TYPE);
    refusal.headers().forEach(answer::setHeader);
    answer.setBody(problem.json());
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
}
