package org.odksync.http.security;

import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.apache.camel.component.platform.http.main.MainHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;
import org.odksync.http.ContentTypes;
import org.odksync.http.HeadRequests;

/**
 * Camel's HTTP server with a handler that runs before all others. It is in place before the server
 * starts to listen.
 */
final class SecuredHttpServer extends MainHttpServer {

  private final Handler<RoutingContext> guard;
  private @Nullable Listening listening;

  SecuredHttpServer(Handler<RoutingContext> guard) {
    this.guard = guard;
  }

  /** Like Camel's own method, with our server. */
  @Override
  protected void doInit() throws Exception {
    getConfiguration().setServerType("server");
    listening = new Listening(getConfiguration(), guard);
    getCamelContext().addService(listening);
  }

  @Override
  protected void doStart() throws Exception {
    ServiceHelper.startService(listening);
    super.doStart();
  }

  private static final class Listening extends VertxPlatformHttpServer {

    private final Handler<RoutingContext> guard;

    Listening(VertxPlatformHttpServerConfiguration configuration, Handler<RoutingContext> guard) {
      super(configuration);
      this.guard = guard;
    }

    @Override
    protected void initializeServer() {
      super.initializeServer();
      Router router =
          VertxPlatformHttpRouter.lookup(
              getCamelContext(),
              VertxPlatformHttpRouter.getRouterNameFromPort(getConfigurationPort()));
      router.route().order(Integer.MIN_VALUE).handler(guard);
      // before Camel's routes, which refuse HEAD and parse content types
      HeadRequests.addTo(router);
      ContentTypes.addTo(router);
    }
  }
}
