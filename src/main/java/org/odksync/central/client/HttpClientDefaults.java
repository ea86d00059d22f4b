package org.odksync.central.client;

import java.io.IOException;
import java.time.Duration;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.client5.http.impl.DefaultConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.util.TimeValue;
import org.odksync.config.OutboundHttp;

/**
 * Requests that are what the routes make of them: no redirect is followed, no cookie kept, nothing
 * tried again. And whoever closes an answer before its end ends the connection; without this, the
 * rest would be read only to be thrown away, however much that is.
 */
public final class HttpClientDefaults implements HttpClientConfigurer, ExecChainHandler {

  private final OutboundHttp outbound;
  private final Duration kept;

  /**
   * @param kept how long an idle connection may be used again: what lies between may forget it
   *     without a word, and the request that finds out waits for an answer that does not come
   */
  public HttpClientDefaults(OutboundHttp outbound, Duration kept) {
    this.outbound = outbound;
    this.kept = kept;
  }

  @Override
  public void configureHttpClient(HttpClientBuilder client) {
    configure(client, outbound, kept).addExecInterceptorFirst("plain-requests", this);
  }

  static HttpClientBuilder configure(
      HttpClientBuilder client, OutboundHttp outbound, Duration kept) {
    TimeValue longest = TimeValue.of(kept);
    return outbound
        .configure(client)
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableAutomaticRetries()
        .setKeepAliveStrategy(
            (answer, context) ->
                shorter(
                    DefaultConnectionKeepAliveStrategy.INSTANCE.getKeepAliveDuration(
                        answer, context),
                    longest));
  }

  /** A server that promises nothing is negative. */
  private static TimeValue shorter(TimeValue promised, TimeValue longest) {
    return TimeValue.isNonNegative(promised) && promised.compareTo(longest) < 0
        ? promised
        : longest;
  }

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    return abandonable(chain.proceed(request, scope), scope.execRuntime);
  }

  static ClassicHttpResponse abandonable(ClassicHttpResponse answer, ExecRuntime runtime) {
    HttpEntity entity = answer.getEntity();
    if (entity != null) {
      answer.setEntity(new AbortOnCloseEntity(entity, runtime));
    }
    return answer;
  }
}
