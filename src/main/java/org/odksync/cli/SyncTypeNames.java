package org.odksync.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Lists the names of sync types that a shell completes. Reads them from the templates in the route
 * files, so that no service must start. Lists only the sync types of the first form; commands also
 * accept those of other forms.
 */
class SyncTypeNames implements Iterable<String> {

  private static final String LAST = "99";

  @Override
  public Iterator<String> iterator() {
    return templates().map(Template::id).iterator();
  }

  /** Lists the sync types that read a feed of Central. */
  static final class Feeds extends SyncTypeNames {

    @Override
    public Iterator<String> iterator() {
      return ofKind("feed").iterator();
    }
  }

  /** The sync types that compare what is stored with Central. */
  static List<String> comparisons() {
    return ofKind("comparison").toList();
  }

  private static Stream<String> ofKind(String kind) {
    return templates().filter(type -> kind.equals(type.defaults.get("kind"))).map(Template::id);
  }

  /** In the order of a cycle; sync types outside of it come last. */
  private static Stream<Template> templates() {
    Path directory = Startup.routes();
    if (!Files.isDirectory(directory)) {
      return Stream.of();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".camel.yaml"))
          .flatMap(SyncTypeNames::in)
          .filter(template -> template.defaults.containsKey("kind"))
          .sorted(
              Comparator.comparing(
                      (Template type) -> Integer.valueOf(type.defaults.getOrDefault("cycle", LAST)))
                  .thenComparing(Template::id))
          .toList()
          .stream();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Stream<Template> in(Path file) {
    try {
      Object elements =
          new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
      return items(elements)
          .map(element -> element.get("routeTemplate"))
          .filter(Map.class::isInstance)
          .map(template -> Template.of((Map<?, ?>) template));
    } catch (YamlEngineException noYaml) {
      // the start of the service reports it
      return Stream.of();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Stream<Map<?, ?>> items(Object list) {
    return list instanceof List<?> all
        ? all.stream().filter(Map.class::isInstance).map(item -> (Map<?, ?>) item)
        : Stream.of();
  }

  /**
   * @param defaults of its parameters
   */
  private record Template(String id, Map<String, String> defaults) {

    static Template of(Map<?, ?> template) {
      Map<String, String> defaults = new HashMap<>();
      Object parameters = template.get("parameters");
      items(parameters == null ? List.of() : parameters)
          .forEach(
              parameter ->
                  defaults.put(
                      String.valueOf(parameter.get("name")),
                      String.valueOf(parameter.get("defaultValue"))));
      return new Template(String.valueOf(template.get("id")), defaults);
    }
  }
}
