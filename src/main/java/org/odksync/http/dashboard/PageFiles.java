package org.odksync.http.dashboard;

import static io.netty.handler.codec.http.HttpResponseStatus.METHOD_NOT_ALLOWED;
import static java.util.stream.Collectors.toUnmodifiableMap;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.odksync.http.Problem;

/**
 * Serves the files of the dashboard and of the API page from a fixed list: no path of a request is
 * looked up on the class path or the disk.
 */
final class PageFiles implements Handler<RoutingContext> {

  private static final Set<HttpMethod> LOOKING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

  private static final String FOLDER = "web/";
  private static final String CHARTS = "META-INF/resources/webjars/uplot/1.6.30/dist/";
  private static final String SWAGGER_UI = "META-INF/resources/webjars/swagger-ui/5.34.1/";

  private static final Map<String, PageFile> FILES =
      Stream.concat(
              Stream.of(
                      "app.css",
                      "app.js",
                      "api.js",
                      "cards.js",
                      "charts.js",
                      "events.js",
                      "favicon.svg",
                      "history.js",
                      "page.js",
                      "images.js",
                      "reference.css",
                      "reference.js",
                      "rejects.js",
                      "words.js")
                  .map(name -> Map.entry("/web/" + name, FOLDER + name)),
              Stream.of(
                  Map.entry("/", FOLDER + "index.html"),
                  Map.entry("/api", FOLDER + "reference.html"),
                  Map.entry("/api/", FOLDER + "reference.html"),
                  Map.entry("/web/uplot.js", CHARTS + "uPlot.iife.min.js"),
                  Map.entry("/web/uplot.css", CHARTS + "uPlot.min.css"),
                  Map.entry("/web/swagger-ui.js", SWAGGER_UI + "swagger-ui-bundle.js"),
                  Map.entry("/web/swagger-ui.css", SWAGGER_UI + "swagger-ui.css")))
          .collect(toUnmodifiableMap(Map.Entry::getKey, its -> PageFile.read(its.getValue())));

  @Override
  public void handle(RoutingContext context) {
    PageFile file = FILES.get(context.normalizedPath());
    if (file == null) {
      context.next();
    } else if (LOOKING.contains(context.request().method())) {
      file.answer(context);
    } else {
      context.response().putHeader("Allow", "GET, HEAD");
      Problem.of(METHOD_NOT_ALLOWED.code(), "only GET, HEAD").send(context.response());
    }
  }
}
