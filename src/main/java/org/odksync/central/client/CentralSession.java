package org.odksync.central.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.jspecify.annotations.Nullable;
import org.odksync.config.OutboundHttp;
import org.odksync.config.Settings;
import org.odksync.error.Intermediary;

/**
 * Our session at Central. Adds its token to each request to Central, below the routes, so that no
 * message, trace or log contains it. Replaces a token once that Central no longer accepts. All
 * routes share one session: each login costs Central 0.2 s of CPU.
 */
public final class CentralSession implements HttpClientConfigurer, ExecChainHandler, AutoCloseable {

  private static final int MAX_CHARACTERS = 10_000;

  /**
   * A session is renewed when a tenth of its lifetime is left, which allows for clocks of different
   * speed.
   */
  private static final int RENEWAL_FRACTION = 10;

  private final Settings.Central central;
  private final Duration keepAlive;
  private final InstantSource clock;
  private final HttpHost host;
  private final OutboundHttp outbound;
  private final CloseableHttpClient logins;
  private volatile @Nullable Token session;

  /**
   * @param timeout for a login, which takes Central 0.2 s
   * @param keepAlive how long an idle connection may be reused
   */
  public CentralSession(
      Settings.Central central,
      Duration timeout,
      Duration keepAlive,
      InstantSource clock,
      OutboundHttp outbound) {
    this.central = central;
    this.keepAlive = keepAlive;
    this.clock = clock;
    this.host = normalized(HttpHost.create(central.baseUrl()));
    this.outbound = outbound;
    this.logins =
        outbound
            .client(timeout)
            // never sends the password to another server
            .disableRedirectHandling()
            // the next login is a day later: its connection would be dead by then
            .setConnectionReuseStrategy((request, answer, context) -> false)
            .build();
  }

  /**
   * Adds the scheme's default port if there is none, as HttpClient does for the target of a
   * request.
   */
  static HttpHost normalized(HttpHost host) {
    return RoutingSupport.normalize(host, DefaultSchemePortResolver.INSTANCE);
  }

  @Override
  public void configureHttpClient(HttpClientBuilder client) {
    HttpClientDefaults.configure(client, outbound, keepAlive)
        .addExecInterceptorFirst("central-session", this);
  }

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    if (!host.equals(scope.route.getTargetHost())) {
      return chain.proceed(request, scope);
    }
    String token = token();
    request.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token);
    ClassicHttpResponse answer = chain.proceed(request, scope);
    if (answer.getCode() != HttpStatus.SC_UNAUTHORIZED) {
      return HttpClientDefaults.abortOnClose(answer, scope.execRuntime);
    }
    answer.close();
    forget(token);
    ClassicHttpRequest retry = ClassicRequestBuilder.copy(scope.originalRequest).build();
    retry.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token());
    return HttpClientDefaults.abortOnClose(chain.proceed(retry, scope), scope.execRuntime);
  }

  /** Ends the session, which Central would otherwise keep for a day. Does not wait for a login. */
  @Override
  public void close() throws IOException {
    Token last = session;
    try (logins) {
      if (last != null) {
        logins.execute(
            ClassicRequestBuilder.delete(address("/v1/sessions/current"))
                .setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + last.value())
                .build(),
            answer -> answer.getCode());
      }
    }
  }

  private String token() throws IOException {
    Token current = session;
    return current != null && current.isValidAt(clock.instant()) ? current.value() : login();
  }

  /** Concurrent requests wait for one login and share its token. */
  private synchronized String login() throws IOException {
    Token current = session;
    if (current == null || !current.isValidAt(clock.instant())) {
      current = newToken();
      session = current;
    }
    return current.value();
  }

  private synchronized void forget(String refused) {
    Token current = session;
    if (current != null && refused.equals(current.value())) {
      session = null;
    }
  }

  private Token newToken() throws IOException {
    String credentials =
        JsonNodeFactory.instance
            .objectNode()
            .put("email", central.user())
            .put("password", central.password().reveal())
            .toString();
    ClassicHttpRequest request =
        ClassicRequestBuilder.post(address("/v1/sessions"))
            .setEntity(credentials, ContentType.APPLICATION_JSON)
            .build();
    return logins.execute(
        request,
        answer -> {
          JsonNode json = Intermediary.json(text(answer.getEntity()));
          if (answer.getCode() != HttpStatus.SC_OK || !json.hasNonNull("token")) {
            Header location = answer.getFirstHeader(HttpHeaders.LOCATION);
            throw LoginFailed.of(
                host, answer.getCode(), json, location == null ? null : location.getValue());
          }
          return token(json);
        });
  }

  /** The beginning of a body: an answer that is not Central's may have any size. */
  static @Nullable String text(@Nullable HttpEntity answer) throws IOException {
    try {
      return answer == null ? null : EntityUtils.toString(answer, MAX_CHARACTERS);
    } catch (ParseException unreadable) {
      return null;
    }
  }

  /** Uses only the duration of Central's session, because its times are by Central's clock. */
  private Token token(JsonNode answer) {
    Duration lifetime = Duration.between(time(answer, "createdAt"), time(answer, "expiresAt"));
    return new Token(
        answer.required("token").textValue(),
        clock.instant().plus(lifetime).minus(lifetime.dividedBy(RENEWAL_FRACTION)));
  }

  private static Instant time(JsonNode answer, String field) {
    return Instant.parse(answer.required(field).textValue());
  }

  /** A session token and the time, by our clock, at which it is renewed. */
  private record Token(String value, Instant renewedAt) {

    boolean isValidAt(Instant time) {
      return time.isBefore(renewedAt);
    }
  }

  private URI address(String path) {
    return URI.create(central.baseUrl() + path);
  }
}
