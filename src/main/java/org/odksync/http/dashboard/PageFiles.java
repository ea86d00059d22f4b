package org.odksync.http.dashboard;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files that the dashboard is made of, by the paths that they have. There are no others: no
 * path is ever looked up on the class path or the disk.
 */
final class PageFiles implements Handler<RoutingContext> {

  private static final Set<HttpMethod> LOOKING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

  private static final String FOLDER = "web/";
  private static final String CHARTS = "META-INF/resources/webjars/uplot/1.6.30/dist/";

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
                      "pictures.js",
                      "rejects.js",
                      "words.js")
                  .map(name -> Map.entry("/web/" + name, FOLDER + name)),
              Stream.of(
                  Map.entry("/", FOLDER + "index.html"),
                  Map.entry("/web/uplot.js", CHARTS + "uPlot.iife.min.js"),
                  Map.entry("/web/uplot.css", CHARTS + "uPlot.min.css")))
          .collect(toUnmodifiableMap(Map.Entry::getKey, its -> PageFile.read(its.getValue())));

  @Override
  public void handle(RoutingContext context) {
    PageFile file = FILES.get(context.normalizedPath());
    if (file == null) {
      context.next();
    } else if (LOOKING.contains(context.request().method())) {
      file.answer(context);
    } else {
      context.response().putHeader("Allow", "GET, HEAD").setStatusCode(405).end();
    }
  }
}
