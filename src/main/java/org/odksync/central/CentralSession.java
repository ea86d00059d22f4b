package org.odksync.central;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URI;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.jspecify.annotations.Nullable;
import org.odksync.config.Settings;
import org.odksync.run.ErrorClass;
import org.odksync.run.SyncFailure;

/**
 * Our session at Central. Puts its token into each request that goes to Central, below the routes,
 * so that no message, trace or log ever holds it; a token that Central no longer accepts is
 * replaced once. One session serves all routes: each login costs Central 0.2 s of CPU.
 */
public final class CentralSession implements HttpClientConfigurer, ExecChainHandler, AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Settings.Central central;
  private final HttpHost host;
  private final CloseableHttpClient logins = HttpClients.custom().useSystemProperties().build();
  private @Nullable String token;

  public CentralSession(Settings.Central central) {
    this.central = central;
    this.host = HttpHost.create(central.baseUrl());
  }

  @Override
  public void configureHttpClient(HttpClientBuilder client) {
    client
        .addExecInterceptorFirst("central-session", this)
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableAutomaticRetries();
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
      return answer;
    }
    answer.close();
    forget(used);
    ClassicHttpRequest again = ClassicRequestBuilder.copy(scope.originalRequest).build();
    again.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token());
    return chain.proceed(again, scope);
  }

  /** Ends the session; Central would otherwise keep it for a day. */
  @Override
  public synchronized void close() throws IOException {
    try (logins) {
      if (token != null) {
        logins.execute(
            ClassicRequestBuilder.delete(address("/v1/sessions/current"))
                .setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .build(),
            answer -> answer.getCode());
        token = null;
      }
    }
  }

  private synchronized String token() throws IOException {
    if (token == null) {
      token = login();
    }
    return token;
  }

  private synchronized void forget(String refused) {
    if (refused.equals(token)) {
      token = null;
    }
  }

  private String login() throws IOException {
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
          if (answer.getCode() != HttpStatus.SC_OK) {
            throw refused(answer.getCode());
          }
          JsonNode session = JSON.readTree(answer.getEntity().getContent());
          return session.required("token").textValue();
        });
  }

  private SyncFailure refused(int status) {
    if (status == HttpStatus.SC_UNAUTHORIZED || status == HttpStatus.SC_BAD_REQUEST) {
      return new SyncFailure(
          ErrorClass.AUTH,
          "Central at %s refused the login: check ODATA_USER and ODATA_PASS".formatted(host),
          null);
    }
    return new SyncFailure(
        status == HttpStatus.SC_NOT_FOUND ? ErrorClass.CONFIG : ErrorClass.NETWORK,
        "%s answered %d to a login: check that ODK_BASE_URL is the address of ODK Central"
            .formatted(host, status),
        null);
  }

  private URI address(String path) {
    return URI.create(central.baseUrl() + path);
  }
}
