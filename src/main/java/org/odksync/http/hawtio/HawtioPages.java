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
 * Hawtio's pages, and what they ask beside them. They show what Jolokia tells, which {@code
 * jolokia-access.xml} limits; who may see them is up to {@link AccessControl}.
 */
public final class HawtioPages {

  private static final String START = "/hawtio/";
  private static final String INDEX = "/hawtio/index.html";

  /** Their names change with what is in them. */
  private static final String LASTING = "/hawtio/static/";

  private static final String DAY = "private, max-age=86400";

  /** Hawtio asks for some hundred attributes at once. */
  private static final int LONGEST_QUESTION = 1 << 20;

  private static final int BEFORE_THE_ROUTES = -1;

  private HawtioPages() {}

  /**
   * From now on they are answered.
   *
   * @param camel which runs
   */
  public static void open(CamelContext camel, Router router) {
    camel.getCamelContextExtension().addContextPlugin(ModelToXMLDumper.class, new HawtioRouteXml());
    router.get("/hawtio/user").handler(HawtioPages::user);
    router.get("/hawtio/plugin").handler(context -> context.json(Json.decodeValue("[]")));
    router.get("/hawtio/auth/logout").handler(HawtioPages::logout);
    router.get("/hawtio/jolokia").handler(HawtioPages::probe);
    for (String path : List.of("/hawtio/jolokia*", "/observe/jolokia*")) {
      router
          .post(path)
          .order(BEFORE_THE_ROUTES)
          .handler(BodyHandler.create(false).setBodyLimit(LONGEST_QUESTION))
          .handler(HawtioPages::requireQuestion);
    }
    router.post("/hawtio/jolokia*").blockingHandler(jolokia(camel));
    router.get("/hawtio*").handler(HawtioPages::page);
    router.get("/hawtio/*").handler(StaticHandler.create("hawtio-static").setCachingEnabled(false));
  }

  /** Otherwise Hawtio would show a login of its own. */
  private static void user(RoutingContext context) {
    context.json(context.<String>get(AccessControl.USER));
  }

  private static void logout(RoutingContext context) {
    context
        .response()
        .putHeader("Content-Type", "text/plain")
        .end("The browser forgets the login when it is closed.");
  }

  /** Hawtio looks for Jolokia by a GET, which Jolokia itself does not answer here. */
  private static void probe(RoutingContext context) {
    context.json(new JsonObject().put("value", new JsonObject().put("agent", "POST only")));
  }

  /** Jolokia fails without one. */
  private static void requireQuestion(RoutingContext context) {
    String question = context.body().asString();
    if (question == null || question.isBlank()) {
      Problem.of(BAD_REQUEST.code(), "Jolokia is asked in JSON, in the body of the request.")
          .answer(context.response());
    } else {
      context.next();
    }
  }

  /** The one of {@code /observe/jolokia}, where Hawtio does not look for it. */
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

  /** Whatever a browser wants to show is the same page; its scripts look at the address. */
  private static void page(RoutingContext context) {
    String path = context.normalizedPath();
    if (path.equals("/hawtio")) {
      context.redirect(START);
    } else if (path.equals(INDEX)) {
      context.next();
    } else if (path.equals(START) || isShown(context)) {
      context.reroute(INDEX);
    } else if (isFile(path)) {
      if (path.startsWith(LASTING)) {
        context.response().putHeader("Cache-Control", DAY);
      }
      context.next();
    } else {
      context.fail(NOT_FOUND.code());
    }
  }

  private static boolean isShown(RoutingContext context) {
    String accepted = context.request().getHeader("Accept");
    return accepted != null && accepted.contains("text/html");
  }

  /** Vert.x copies what it is asked for to /tmp: not whole folders, nor maps for developers. */
  private static boolean isFile(String path) {
    return path.startsWith(START)
        && path.lastIndexOf('.') > path.lastIndexOf('/')
        && !path.endsWith(".map");
  }
}
