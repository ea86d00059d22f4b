package org.odksync;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.odksync.RouteFiles.Node;
import org.odksync.RouteFiles.Route;

/**
 * The map in CONTRIBUTING.md shows which routes each sync type calls. Regenerate it with {@code mvn
 * test -Dtest=RouteMapTest -Droutes.map=true}.
 */
class RouteMapTest {

  private static final Path FILE = Path.of("CONTRIBUTING.md");
  private static final Pattern MAP = Pattern.compile("(?s)(<!-- route map -->\n```\n)(.*?)(```\n)");

  /** Beans that run statements or send requests. */
  private static final Set<String> SENDERS =
      Set.of("chunkWriter", "unifiedWriter", "storedViews", "formSchemas", "multipartUpload");

  private final RouteFiles files = RouteFiles.read();
  private final Map<String, Route> byAddress =
      files.routes().stream().collect(toMap(Route::from, route -> route, (a, b) -> a));

  @Test
  void mapMatchesTheRoutes() throws IOException {
    String text = Files.readString(FILE);
    Matcher map = MAP.matcher(text);
    assertThat(map.find()).as("route map in " + FILE).isTrue();
    if (Boolean.getBoolean("routes.map")) {
      Files.writeString(FILE, text.substring(0, map.start(2)) + map() + text.substring(map.end(2)));
      return;
    }
    assertThat(map.group(2)).isEqualTo(map());
  }

  private String map() {
    Set<String> shown = new HashSet<>();
    return files.entries().values().stream()
        .sorted(Comparator.comparing(Route::id))
        .map(entry -> tree(entry, 0, shown))
        .collect(joining());
  }

  /** The endpoint or bean through which a step leaves the routes. */
  private static Stream<String> connector(Node node) {
    if (node.name().equals("bean") && SENDERS.contains(node.text("ref"))) {
      return Stream.of(node.text("ref") + "." + node.text("method"));
    }
    return Stream.of(node)
        .filter(it -> it.name().equals("to") || it.name().equals("toD"))
        .map(call -> call.text("uri"))
        .filter(uri -> !uri.startsWith("direct:"))
        .map(
            uri ->
                uri.equals("{{central.url}}") ? "http" : uri.replaceAll("^aws2-s3:.*", "aws2-s3"));
  }

  private String tree(Route route, int depth, Set<String> shown) {
    List<String> connectors = route.nodes().flatMap(RouteMapTest::connector).distinct().toList();
    String line =
        "%s%s%s\n"
            .formatted(
                "  ".repeat(depth),
                route.id(),
                connectors.isEmpty() ? "" : "  -> " + String.join(", ", connectors));
    if (!shown.add(route.id())) {
      return "%s%s, as above\n".formatted("  ".repeat(depth), route.id());
    }
    return line
        + route
            .calls()
            .map(call -> byAddress.get(call.text("uri")))
            .filter(called -> called != null && !called.id().startsWith("run."))
            .distinct()
            .map(called -> tree(called, depth + 1, shown))
            .collect(joining());
  }
}
