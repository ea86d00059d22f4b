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

/** Gives our HTTP clients their proxies and trusted certificates. */
public final class OutboundHttp {

  /** At least the largest number of image threads, so that no request waits for a connection. */
  private static final int MOST_CONNECTIONS = 200;

  private final Proxies proxies;
  private final Optional<TrustedCertificates> trust;

  public OutboundHttp(Proxies proxies, Optional<TrustedCertificates> trust) {
    this.proxies = proxies;
    this.trust = trust;
  }

  /** Uses the proxies and certificates that the JVM is configured with. */
  public static OutboundHttp ofJvm() {
    return new OutboundHttp(Proxies.ofJvmAlone(), Optional.empty());
  }

  /**
   * Builds a client without cookies and without retries.
   *
   * @param wait the timeout of a connect, and of each read
   */
  public HttpClientBuilder client(Duration wait) {
    Timeout timeout = Timeout.of(wait);
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

  /** Adds the proxies to a client that brings its own connection manager. */
  public HttpClientBuilder configure(HttpClientBuilder client) {
    SystemDefaultCredentialsProvider logins = new SystemDefaultCredentialsProvider();
    proxies
        .logins()
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

  /** Adds proxy and certificates to a client of the AWS SDK that talks to this server. */
  public ApacheHttpClient.Builder configure(ApacheHttpClient.Builder client, URI server) {
    // the SDK would use the proxies of the environment for loopback addresses, too
    ProxyConfiguration.Builder configuration =
        ProxyConfiguration.builder()
            .useEnvironmentVariableValues(false)
            .useSystemPropertyValues(!proxies.areSet());
    if (proxies.areSet()) {
      proxies.of(server).ifPresent(proxy -> addProxy(configuration, proxy));
    }
    trust
        .map(TrustedCertificates::manager)
        .ifPresent(manager -> client.tlsTrustManagersProvider(() -> new TrustManager[] {manager}));
    return client.proxyConfiguration(configuration.build());
  }

  private static void addProxy(ProxyConfiguration.Builder configuration, Proxies.Proxy proxy) {
    configuration.endpoint(URI.create("http://" + proxy.place()));
    proxy
        .login()
        .ifPresent(
            login ->
                // preemptive: the body of an upload cannot be repeated after a 407
                configuration
                    .username(login.user())
                    .password(login.password().reveal())
                    .preemptiveBasicAuthenticationEnabled(true));
  }
}
