package org.odksync.http;

import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Answers failed requests; an answer never repeats parts of the request. */
public final class ProblemAnswers {

  private ProblemAnswers() {}

  /** Answers programs with a problem in JSON. */
  public static void problem(Exchange exchange) {
    ApiException failure = failureOf(exchange);
    answer(exchange, failure, Problem.CONTENT_TYPE, failure.problem().json());
  }

  /** Answers browsers with a short text. */
  public static void text(Exchange exchange) {
    ApiException failure = failureOf(exchange);
    answer(exchange, failure, "text/plain", text(failure.status()));
  }

  private static ApiException failureOf(Exchange exchange) {
    return ApiException.of(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
  }

  private static void answer(
      Exchange exchange, ApiException failure, String contentType, String body) {
    Message answer = exchange.getMessage();
    answer.removeHeaders("*");
    answer.setHeader(Exchange.HTTP_RESPONSE_CODE, failure.status());
    answer.setHeader(Exchange.CONTENT_TYPE, contentType);
    failure.headers().forEach(answer::setHeader);
    answer.setBody(body);
  }

  private static String text(int status) {
    return switch (status) {
      case 404 -> "not found";
      case 503 -> "try again later";
      default -> "failed";
    };
  }
}
