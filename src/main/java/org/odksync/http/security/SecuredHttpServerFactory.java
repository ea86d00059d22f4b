package org.odksync.http.security;

import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Service;
import org.apache.camel.component.platform.http.main.DefaultMainHttpServerFactory;
import org.apache.camel.component.platform.http.main.MainHttpServer;
import org.apache.camel.main.HttpServerConfigurationProperties;
import org.apache.camel.support.jsse.KeyManagersParameters;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.odksync.config.ServerKey;

/**
 * Creates our HTTP server; Camel finds this factory by its type. Management endpoints use the same
 * server.
 */
public final class SecuredHttpServerFactory extends DefaultMainHttpServerFactory {

  private final AccessControl accessControl;
  private final Optional<ServerKey> key;

  /**
   * @param key for TLS; empty for plain HTTP
   */
  public SecuredHttpServerFactory(AccessControl accessControl, Optional<ServerKey> key) {
    this.accessControl = accessControl;
    this.key = key;
  }

  @Override
  public Service newHttpServer(
      CamelContext context, HttpServerConfigurationProperties configuration) {
    MainHttpServer plain = (MainHttpServer) super.newHttpServer(context, configuration);
    SecuredHttpServer server = new SecuredHttpServer(accessControl);
    server.setCamelContext(context);
    server.setConfiguration(plain.getConfiguration());
    key.map(SecuredHttpServerFactory::encryption).ifPresent(server::setSslContextParameters);
    return server;
  }

  private static SSLContextParameters encryption(ServerKey key) {
    KeyStoreParameters store = new KeyStoreParameters();
    store.setKeyStore(key.store());
    KeyManagersParameters managers = new KeyManagersParameters();
    managers.setKeyStore(store);
    managers.setKeyPassword(key.password().reveal());
    SSLContextParameters parameters = new SSLContextParameters();
    parameters.setKeyManagers(managers);
    return parameters;
  }
}
