package org.odksync.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.odksync.run.Diagnosis;
import org.odksync.service.Service;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** One run of some sync types, one after the other. A failed one does not stop the others. */
@Command(
    name = "sync",
    mixinStandardHelpOptions = true,
    description = "Run sync types once, and wait for them.")
final class SyncCommand implements Callable<Integer> {

  /** Each finds the work of those before it done. */
  private static final List<String> ORDER =
      List.of("main_submissions", "image_processing", "url_refresh", "person_details", "unified");

  @Parameters(
      paramLabel = "type",
      description = "What to run: main_submissions, image_processing... All when none is named.")
  private List<String> types = new ArrayList<>();

  @ParentCommand private OdkSync parent;
  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  SyncCommand() {}

  @Override
  public Integer call() {
    return Startup.with(
        parent.environment(),
        Service.Mode.ON_DEMAND,
        spec.commandLine().getOut(),
        spec.commandLine().getErr(),
        service -> sync(service.camel()));
  }

  private int sync(CamelContext camel) {
    List<String> known = known(camel);
    for (String type : types) {
      if (!known.contains(type)) {
        spec.commandLine()
            .getErr()
            .printf("odk-sync: there is no sync type %s; there are %s%n", type, known);
        return ExitCode.WRONG_SETTING;
      }
    }
    int code = ExitCode.DONE;
    try (ProducerTemplate template = camel.createProducerTemplate()) {
      for (String type : types.isEmpty() ? inOrder(known) : types) {
        if (camel.isStopping() || camel.isStopped()) {
          return ExitCode.INTERRUPTED;
        }
        int ended = ended(type, template.send("direct:" + type, exchange -> {}));
        code = code == ExitCode.FAILED || ended == ExitCode.DONE ? code : ended;
      }
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return code;
  }

  private int ended(String type, Exchange run) {
    PrintWriter complain = spec.commandLine().getErr();
    if (run.getException() != null) {
      complain.printf("odk-sync: %s: %s%n", type, Diagnosis.of(run.getException()).message());
      return ExitCode.FAILED;
    }
    if (run.getVariable("history_id") == null) {
      complain.printf(
          "odk-sync: %s is being run by another process, or its last one died less than a minute ago%n",
          type);
      return ExitCode.HELD_ELSEWHERE;
    }
    return ExitCode.DONE;
  }

  /** Entry routes carry the run's configuration. */
  private static List<String> known(CamelContext camel) {
    return camel.getRoutes().stream()
        .filter(route -> "sync-run".equals(String.valueOf(route.getConfigurationId())))
        .map(Route::getRouteId)
        .sorted()
        .toList();
  }

  private static List<String> inOrder(List<String> known) {
    return known.stream()
        .filter(type -> ORDER.contains(flow(type)))
        .sorted(Comparator.comparing(type -> ORDER.indexOf(flow(type))))
        .toList();
  }

  /** Without the alias of a further form. */
  private static String flow(String type) {
    return type.substring(type.lastIndexOf('.') + 1);
  }
}
