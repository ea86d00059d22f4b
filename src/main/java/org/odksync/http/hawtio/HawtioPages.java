package org.odksync.http.hawtio;

import static io.netty.handler.codec.http.HttpResponseStatus.BAD_REQUEST;
import static io.netty.handler.codec.http.HttpResponseStatus.NOT_FOUND;

import io.vertx.core.Handler;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.StaticHandler;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.plugin.JolokiaPlatformHttpPlugin;
import org.apache.camel.component.platform.http.spi.PlatformHttpPluginRegistry;
import org.apache.camel.spi.ModelToXMLDumper;
import org.odksync.http.Problem;
import org.odksync.http.security.AccessControl;

/**
 * Serves Hawtio's pages and the endpoints that they request. {@code jolokia-access.xml} limits what
 * they can read and call through Jolokia; {@link AccessControl} limits who can open them.
 */
public final class HawtioPages {

  private static final String START = "/hawtio/";
  private static final String INDEX = "/hawtio/index.html";

  /** Files here are immutable: their names contain a hash of their content. */
  private static final String IMMUTABLE = "/hawtio/static/";

  private static final String DAY = "private, max-age=86400";

  /** Hawtio reads several hundred attributes in one request. */
  private static final int MAX_REQUEST_BYTES = 1 << 20;

  private static final int BEFORE_ROUTES = -1;

  private HawtioPages() {}

  /**
   * Adds the handlers.
   *
   * @param camel a started context
   */
  public static void addTo(CamelContext camel, Router router) {
    camel.getCamelContextExtension().addContextPlugin(ModelToXMLDumper.class, new HawtioRouteXml());
    router.get("/hawtio/user").handler(HawtioPages::user);
    router.get("/hawtio/plugin").handler(context -> context.json(Json.decodeValue("[]")));
    router.get("/hawtio/auth/logout").handler(HawtioPages::logout);
    router.get("/hawtio/jolokia").handler(HawtioPages::probe);
    for (String path : List.of("/hawtio/jolokia*", "/observe/jolokia*")) {
      router
          .post(path)
          .order(BEFORE_ROUTES)
          .handler(BodyHandler.create(false).setBodyLimit(MAX_REQUEST_BYTES))
          .handler(HawtioPages::requireBody);
    }
    router.post("/hawtio/jolokia*").blockingHandler(jolokia(camel));
    router.get("/hawtio*").handler(HawtioPages::page);
    router.get("/hawtio/*").handler(StaticHandler.create("hawtio-static").setCachingEnabled(false));
  }

  /** The user of the request; without this endpoint Hawtio would show its own login. */
  private static void user(RoutingContext context) {
    context.json(context.<String>get(AccessControl.USER));
  }

  private static void logout(RoutingContext context) {
    context
        .response()
        .putHeader("Content-Type", "text/plain")
        .end("The browser forgets the login when it is closed.");
  }

  /** Answers the GET with which Hawtio looks for Jolokia; Jolokia itself accepts only POST here. */
  private static void probe(RoutingContext context) {
    context.json(new JsonObject().put("value", new JsonObject().put("agent", "POST only")));
  }

  /** Refuses a request without a body, which would make Jolokia fail. */
  private static void requireBody(RoutingContext context) {
    String body = context.body().asString();
    if (body == null || body.isBlank()) {
      Problem.of(BAD_REQUEST.code(), "Send a Jolokia request as JSON in the body.")
          .send(context.response());
    } else {
      context.next();
    }
  }

  /** The handler of {@code /observe/jolokia}, for the path that Hawtio expects. */
  @SuppressWarnings("unchecked")
  private static Handler<RoutingContext> jolokia(CamelContext camel) {
    return (Handler<RoutingContext>)
        camel
            .getCamelContextExtension()
            .getContextPlugin(PlatformHttpPluginRegistry.class)
            .resolvePluginById("jolokia", JolokiaPlatformHttpPlugin.class)
            .orElseThrow()
            .getHandler();
  }

  /** Serves the same page for every address; its scripts read the address. */
  private static void page(RoutingContext context) {
    String path = context.normalizedPath();
    if (path.equals("/hawtio")) {
      context.redirect(START);
    } else if (path.equals(INDEX)) {
      context.next();
    } else if (path.equals(START) || acceptsHtml(context)) {
      context.reroute(INDEX);
    } else if (isFile(path)) {
      if (path.startsWith(IMMUTABLE)) {
        context.response().putHeader("Cache-Control", DAY);
      }
      context.next();
    } else {
      context.fail(NOT_FOUND.code());
    }
  }

  private static boolean acceptsHtml(RoutingContext context) {
    String accepted = context.request().getHeader("Accept");
    return accepted != null && accepted.contains("text/html");
  }

  /** Excludes folders and source maps, because Vert.x copies every requested file to /tmp. */
  private static boolean isFile(String path) {
    return path.startsWith(START)
        && path.lastIndexOf('.') > path.lastIndexOf('/')
        && !path.endsWith(".map");
  }
}
