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
 * Our session at Central. Puts its token into each request that goes to Central, below the routes,
 * so that no message, trace or log ever holds it; a token that Central no longer accepts is
 * replaced once. One session serves all routes: each login costs Central 0.2 s of CPU.
 */
public final class CentralSession implements HttpClientConfigurer, ExecChainHandler, AutoCloseable {

  private static final int MOST_CHARACTERS = 10_000;

  /** A session is renewed when so much of its life is left, however fast the two clocks are. */
  private static final int RENEWED_AT_A_TENTH = 10;

  private final Settings.Central central;
  private final Duration kept;
  private final InstantSource clock;
  private final HttpHost host;
  private final OutboundHttp outbound;
  private final CloseableHttpClient logins;
  private volatile @Nullable Token session;

  /**
   * @param patience for a login, which takes Central 0.2 s
   * @param kept how long an idle connection may be used again
   */
  public CentralSession(
      Settings.Central central,
      Duration patience,
      Duration kept,
      InstantSource clock,
      OutboundHttp outbound) {
    this.central = central;
    this.kept = kept;
    this.clock = clock;
    this.host = normalized(HttpHost.create(central.baseUrl()));
    this.outbound = outbound;
    this.logins =
        outbound
            .client(patience)
            // the password is for nobody else
            .disableRedirectHandling()
            // a login a day: a connection kept for the next one would be dead by then
            .setConnectionReuseStrategy((request, answer, context) -> false)
            .build();
  }

  /** With its port, also where that is the scheme's: as routes name their target. */
  static HttpHost normalized(HttpHost host) {
    return RoutingSupport.normalize(host, DefaultSchemePortResolver.INSTANCE);
  }

  @Override
  public void configureHttpClient(HttpClientBuilder client) {
    HttpClientDefaults.configure(client, outbound, kept)
        .addExecInterceptorFirst("central-session", this);
  }

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    if (!host.equals(scope.route.getTargetHost())) {
      return chain.proceed(request, scope);
    }
    String used = token();
    request.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + used);
    ClassicHttpResponse answer = chain.proceed(request, scope);
    if (answer.getCode() != HttpStatus.SC_UNAUTHORIZED) {
      return HttpClientDefaults.abandonable(answer, scope.execRuntime);
    }
    answer.close();
    forget(used);
    ClassicHttpRequest again = ClassicRequestBuilder.copy(scope.originalRequest).build();
    again.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token());
    return HttpClientDefaults.abandonable(chain.proceed(again, scope), scope.execRuntime);
  }

  /** Ends the session; Central would otherwise keep it for a day. Does not wait for a login. */
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
    Token known = session;
    return known != null && known.isGoodAt(clock.instant()) ? known.value() : login();
  }

  /** Whoever comes while another one logs in waits for its token. */
  private synchronized String login() throws IOException {
    Token known = session;
    if (known == null || !known.isGoodAt(clock.instant())) {
      known = newToken();
      session = known;
    }
    return known.value();
  }

  private synchronized void forget(String refused) {
    Token known = session;
    if (known != null && refused.equals(known.value())) {
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
          JsonNode said = Intermediary.json(text(answer.getEntity()));
          if (answer.getCode() != HttpStatus.SC_OK || !said.hasNonNull("token")) {
            Header location = answer.getFirstHeader(HttpHeaders.LOCATION);
            throw LoginRefused.of(
                host, answer.getCode(), said, location == null ? null : location.getValue());
          }
          return token(said);
        });
  }

  /** The beginning of an answer: what is none of Central's may be of any size. */
  static @Nullable String text(@Nullable HttpEntity answer) throws IOException {
    try {
      return answer == null ? null : EntityUtils.toString(answer, MOST_CHARACTERS);
    } catch (ParseException strange) {
      return null;
    }
  }

  /** Central says when a session begins and ends by its own clock; we take only how long it is. */
  private Token token(JsonNode answer) {
    Duration life = Duration.between(time(answer, "createdAt"), time(answer, "expiresAt"));
    return new Token(
        answer.required("token").textValue(),
        clock.instant().plus(life).minus(life.dividedBy(RENEWED_AT_A_TENTH)));
  }

  private static Instant time(JsonNode answer, String field) {
    return Instant.parse(answer.required(field).textValue());
  }

  /** What Central knows us by, and when another one is asked for. */
  private record Token(String value, Instant renewedAt) {

    boolean isGoodAt(Instant time) {
      return time.isBefore(renewedAt);
    }
  }

  private URI address(String path) {
    return URI.create(central.baseUrl() + path);
  }
}
