package org.odksync.http;

import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Answers requests that have failed or were refused, without anything that the request said. */
public final class ProblemAnswers {

  private ProblemAnswers() {}

  /** For programs. */
  public static void problem(Exchange exchange) {
    ApiException refusal = refusal(exchange);
    answer(exchange, refusal, Problem.CONTENT_TYPE, refusal.problem().json());
  }

  /** For browsers: as little as possible. */
  public static void text(Exchange exchange) {
    ApiException refusal = refusal(exchange);
    answer(exchange, refusal, "text/plain", text(refusal.status()));
  }

  private static ApiException refusal(Exchange exchange) {
    return ApiException.of(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
  }

  private static void answer(
      Exchange exchange, ApiException refusal, String contentType, String body) {
    Message answer = exchange.getMessage();
    answer.removeHeaders("*");
    answer.setHeader(Exchange.HTTP_RESPONSE_CODE, refusal.status());
    answer.setHeader(Exchange.CONTENT_TYPE, contentType);
    refusal.headers().forEach(answer::setHeader);
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
