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
 * Turns off what HttpClient does by itself: redirects, cookies and retries are left to the routes.
 * Closing a body before its end aborts the connection; by default HttpClient would first read the
 * rest, however long it is.
 */
public final class HttpClientDefaults implements HttpClientConfigurer, ExecChainHandler {

  private final OutboundHttp outbound;
  private final Duration keepAlive;

  /**
   * @param keepAlive how long an idle connection may be reused: a firewall may drop it silently,
   *     and the next request on it would then time out
   */
  public HttpClientDefaults(OutboundHttp outbound, Duration keepAlive) {
    this.outbound = outbound;
    this.keepAlive = keepAlive;
  }

  @Override
  public void configureHttpClient(HttpClientBuilder client) {
    configure(client, outbound, keepAlive).addExecInterceptorFirst("plain-requests", this);
  }

  static HttpClientBuilder configure(
      HttpClientBuilder client, OutboundHttp outbound, Duration keepAlive) {
    TimeValue longest = TimeValue.of(keepAlive);
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

  /** A server that states no keep-alive gives a negative value. */
  private static TimeValue shorter(TimeValue stated, TimeValue longest) {
    return TimeValue.isNonNegative(stated) && stated.compareTo(longest) < 0 ? stated : longest;
  }

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    return abortOnClose(chain.proceed(request, scope), scope.execRuntime);
  }

  static ClassicHttpResponse abortOnClose(ClassicHttpResponse answer, ExecRuntime runtime) {
    HttpEntity entity = answer.getEntity();
    if (entity != null) {
      answer.setEntity(new AbortOnCloseEntity(entity, runtime));
    }
    return answer;
  }
}
