package org.odksync.app;

import static java.util.stream.Collectors.toCollection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.RouteTemplateParameterDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PatternHelper;
import org.odksync.config.InvalidSettings;
import org.odksync.error.Diagnosis;
import org.odksync.error.ErrorClass;
import org.odksync.form.Form;

/**
 * Makes the routes of all sync types, and their schedules, from the templates with a parameter
 * {@code kind}: one for each form, or a single one if the template has no parameter {@code form}.
 * Reports mistakes in route files.
 */
final class SyncRoutes extends MainListenerSupport {

  /** Marks the file of a form from an earlier release. */
  private static final Pattern OF_EARLIER =
      Pattern.compile("(?m)^ +routeTemplateRef:\\s*[\"']?(submissions|repeats|images|urls)\\b");

  /** Camel ignores a file that is not a list. */
  private static final Pattern ENTRY = Pattern.compile("(?m)^ *- ");

  private static final Pattern TEMPLATE =
      Pattern.compile("(?m)^- routeTemplate:\\s*\n +id: *([\\w.]+)");

  private static final Pattern ALIAS = Pattern.compile("[A-Za-z0-9_-]{0,30}");

  private final Path directory;

  /** Includes those of files that a setting excludes. */
  private final Set<String> templates = new TreeSet<>();

  SyncRoutes(Path directory) {
    this.directory = directory;
  }

  /**
   * Checks that each file can be read, and that none is from an earlier release.
   *
   * @throws InvalidSettings with a sentence for each file that is wrong
   */
  void requireCurrentFiles() {
    if (Files.isDirectory(directory.resolve("templates"))) {
      throw new InvalidSettings(
          List.of(
              "%s has a folder templates of an earlier odk-sync: unpack this release into an empty folder, and take only your form's file (to forms/) and your own routes (to local/) along"
                  .formatted(directory)));
    }
    try (Stream<Path> files = Files.walk(directory)) {
      List<String> problems =
          files
              .filter(file -> file.toString().endsWith(".camel.yaml"))
              .flatMap(this::problem)
              .sorted()
              .toList();
      if (!problems.isEmpty()) {
        throw new InvalidSettings(problems);
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private Stream<String> problem(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException unreadable) {
      return Stream.of(
          unreadable instanceof CharacterCodingException
              ? "%s is not text in UTF-8: save it as that".formatted(directory.relativize(file))
              : "%s cannot be read: make it readable for this process, or delete it"
                  .formatted(directory.relativize(file)));
    }
    if (!ENTRY.matcher(text).find()) {
      return Stream.of(
          "%s has no routes: begin each with '- route:', or delete the file"
              .formatted(directory.relativize(file)));
    }
    TEMPLATE.matcher(text).results().forEach(template -> templates.add(template.group(1)));
    Matcher found = OF_EARLIER.matcher(text);
    return found.find()
        ? Stream.of(
            "%s is a form's file of an earlier odk-sync (routeTemplateRef: %s): keep its beans and delete its templatedRoute entries, the sync types follow from the bean; where their names begin with a word and a dot, that word is its property alias"
                .formatted(directory.relativize(file), found.group(1)))
        : Stream.of();
  }

  /** Whether the sync type exists, even if a setting excludes it. */
  boolean isKnown(String name) {
    return templates.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  /**
   * A failure to create a route as a sentence with the route and its file; other failures as they
   * are.
   */
  static RuntimeException named(RuntimeException broken, CamelContext camel) {
    String said = "";
    String route = null;
    for (Throwable cause = broken; cause != null; cause = cause.getCause()) {
      if (cause instanceof FailedToCreateRouteException failed) {
        route = failed.getRouteId();
      }
      said = Objects.requireNonNullElse(cause.getMessage(), said);
    }
    // other failures, such as a database that is down, are no mistakes in the file
    if (route == null || Diagnosis.of(broken).errorClass() != ErrorClass.INTERNAL) {
      return broken;
    }
    RouteDefinition definition = ((ModelCamelContext) camel).getRouteDefinition(route);
    return new InvalidSettings(
        List.of(
            definition == null
                ? "route %s: %s".formatted(route, said)
                : sentence(definition, said)));
  }

  @Override
  public void afterConfigure(BaseMainSupport main) {
    ModelCamelContext camel = (ModelCamelContext) main.getCamelContext();
    requireConfigurations(camel);
    Map<String, Form> forms = new TreeMap<>(camel.getRegistry().findByTypeWithName(Form.class));
    requireAliases(forms);
    // in the order of a cycle, in which their triggers fire after a start
    List<RouteTemplateDefinition> ordered =
        camel.getRouteTemplateDefinitions().stream()
            .sorted(Comparator.comparing(SyncRoutes::place))
            .toList();
    for (RouteTemplateDefinition template : ordered) {
      Map<String, String> parameters = parameters(template);
      if (!parameters.containsKey("kind")) {
        continue;
      }
      if (parameters.containsKey("form")) {
        forms.forEach(
            (bean, form) ->
                make(camel, template.getId(), form.typeName(template.getId()), bean, parameters));
      } else {
        make(camel, template.getId(), template.getId(), "", parameters);
      }
    }
  }

  /** Camel ignores the name of a route configuration that does not exist. */
  private static void requireConfigurations(ModelCamelContext camel) {
    Set<String> known =
        camel.getRouteConfigurationDefinitions().stream()
            .map(RouteConfigurationDefinition::getId)
            .filter(Objects::nonNull)
            .collect(toCollection(TreeSet::new));
    Stream<RouteDefinition> templates =
        camel.getRouteTemplateDefinitions().stream().map(RouteTemplateDefinition::getRoute);
    List<String> problems =
        Stream.concat(camel.getRouteDefinitions().stream(), templates)
            .filter(route -> route.getRouteConfigurationId() != null)
            .flatMap(
                route ->
                    Stream.of(route.getRouteConfigurationId().split(","))
                        .filter(wanted -> !matchesAny(wanted, known))
                        .map(
                            wanted ->
                                sentence(
                                    route,
                                    "routeConfigurationId names %s, which does not exist; known are %s"
                                        .formatted(wanted, String.join(", ", known)))))
            .toList();
    if (!problems.isEmpty()) {
      throw new InvalidSettings(problems);
    }
  }

  private static boolean matchesAny(String wanted, Set<String> known) {
    return known.stream().anyMatch(id -> PatternHelper.matchPattern(id, wanted.strip()));
  }

  /** A mistake, with the route and its file. */
  private static String sentence(RouteDefinition route, String mistake) {
    Resource file = route.getResource();
    String name = Objects.requireNonNullElse(route.getRouteId(), "without an id");
    return file == null
        ? "route %s: %s".formatted(name, mistake)
        : "route %s (%s): %s"
            .formatted(name, file.getLocation().replaceFirst("^file:", ""), mistake);
  }

  private static void requireAliases(Map<String, Form> forms) {
    List<String> problems = new ArrayList<>();
    Map<String, String> beans = new TreeMap<>();
    forms.forEach(
        (bean, form) -> {
          if (!ALIAS.matcher(form.getAlias()).matches()) {
            problems.add(
                "the alias of form %s must be at most 30 letters, digits, _ and -, not '%s'"
                    .formatted(form.getId(), form.getAlias()));
          }
          String other = beans.put(form.getAlias(), form.getId());
          if (other != null) {
            problems.add(
                "the forms %s and %s have the same alias '%s': give one of them another in its file"
                    .formatted(other, form.getId(), form.getAlias()));
          }
        });
    if (!problems.isEmpty()) {
      throw new InvalidSettings(problems);
    }
  }

  private void make(
      CamelContext camel,
      String template,
      String name,
      String form,
      Map<String, String> parameters) {
    if (!camel
        .resolvePropertyPlaceholders(parameters.getOrDefault("enabled", "true"))
        .equals("true")) {
      return;
    }
    TemplatedRouteBuilder entry =
        TemplatedRouteBuilder.builder(camel, template).routeId(name).parameter("sync", name);
    (form.isEmpty() ? entry : entry.parameter("form", form)).add();
    TemplatedRouteBuilder schedule =
        TemplatedRouteBuilder.builder(camel, "schedule")
            .routeId(name + ".schedule")
            .parameter("sync", name);
    String seconds = parameters.get("seconds");
    (seconds == null ? schedule : schedule.parameter("seconds", seconds)).add();
    TemplatedRouteBuilder.builder(camel, "due")
        .routeId(name + ".due")
        .parameter("sync", name)
        .add();
  }

  private static int place(RouteTemplateDefinition template) {
    String place = parameters(template).getOrDefault("cycle", "");
    return place.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(place);
  }

  /** Parameters with their defaults; an empty text for none. */
  private static Map<String, String> parameters(RouteTemplateDefinition template) {
    Map<String, String> parameters = new TreeMap<>();
    List<RouteTemplateParameterDefinition> all = template.getTemplateParameters();
    if (all != null) {
      all.forEach(
          each ->
              parameters.put(
                  each.getName(), Objects.requireNonNullElse(each.getDefaultValue(), "")));
    }
    return parameters;
  }
}
