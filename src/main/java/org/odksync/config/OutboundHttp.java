package org.odksync.config;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.auth.SystemDefaultCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.apache.ProxyConfiguration;

/** How our HTTP clients reach other servers: through which proxy, and which of them they trust. */
public final class OutboundHttp {

  /** So that none waits for another: pictures are looked at by as many threads, at most. */
  private static final int MOST_CONNECTIONS = 200;

  private final Proxies proxies;
  private final Optional<TrustedCertificates> trust;

  public OutboundHttp(Proxies proxies, Optional<TrustedCertificates> trust) {
    this.proxies = proxies;
    this.trust = trust;
  }

  /** As the JVM is configured. */
  public static OutboundHttp ofJvm() {
    return new OutboundHttp(Proxies.ofJvmAlone(), Optional.empty());
  }

  /**
   * A client that keeps no cookies and tries nothing again.
   *
   * @param patience for a connection, and for each part of an answer
   */
  public HttpClientBuilder client(Duration patience) {
    Timeout timeout = Timeout.of(patience);
    PoolingHttpClientConnectionManagerBuilder connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .useSystemProperties()
            .setMaxConnTotal(MOST_CONNECTIONS)
            .setMaxConnPerRoute(MOST_CONNECTIONS)
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(timeout)
                    .setSocketTimeout(timeout)
                    .build());
    trust
        .map(TrustedCertificates::context)
        .map(DefaultClientTlsStrategy::new)
        .ifPresent(connections::setTlsSocketStrategy);
    return configure(HttpClients.custom())
        .disableAutomaticRetries()
        .disableCookieManagement()
        .setConnectionManager(connections.build())
        .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(timeout).build());
  }

  /** The way of the requests of a client whose connections somebody else makes. */
  public HttpClientBuilder configure(HttpClientBuilder client) {
    SystemDefaultCredentialsProvider logins = new SystemDefaultCredentialsProvider();
    proxies
        .withLogin()
        .forEach((proxy, login) -> logins.setCredentials(scope(proxy), credentials(login)));
    return client
        .useSystemProperties()
        .setDefaultCredentialsProvider(logins)
        .setRoutePlanner(
            new DefaultRoutePlanner(null) {
              @Override
              protected @Nullable HttpHost determineProxy(HttpHost target, HttpContext context) {
                return proxies
                    .of(URI.create(target.toURI()))
                    .map(proxy -> new HttpHost(proxy.host(), proxy.port()))
                    .orElse(null);
              }
            });
  }

  private static AuthScope scope(Proxies.Proxy proxy) {
    return new AuthScope(proxy.host(), proxy.port());
  }

  private static UsernamePasswordCredentials credentials(Proxies.Login login) {
    return new UsernamePasswordCredentials(login.user(), login.password().reveal().toCharArray());
  }

  /** The way of the AWS SDK's requests to this server. */
  public ApacheHttpClient.Builder configure(ApacheHttpClient.Builder client, URI server) {
    // the environment is ours to read: the SDK would go through a proxy to this machine as well
    ProxyConfiguration.Builder way =
        ProxyConfiguration.builder()
            .useEnvironmentVariableValues(false)
            .useSystemPropertyValues(!proxies.areSet());
    if (proxies.areSet()) {
      proxies.of(server).ifPresent(proxy -> through(way, proxy));
    }
    trust
        .map(TrustedCertificates::manager)
        .ifPresent(manager -> client.tlsTrustManagersProvider(() -> new TrustManager[] {manager}));
    return client.proxyConfiguration(way.build());
  }

  private static void through(ProxyConfiguration.Builder way, Proxies.Proxy proxy) {
    way.endpoint(URI.create("http://" + proxy.place()));
    proxy
        .login()
        .ifPresent(
            login ->
                // what is uploaded cannot be sent again after a question for the password
                way.username(login.user())
                    .password(login.password().reveal())
                    .preemptiveBasicAuthenticationEnabled(true));
  }
}
