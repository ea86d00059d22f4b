package org.odksync.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.odksync.run.RunOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs sync types once. */
@Command(
    name = "sync",
    mixinStandardHelpOptions = true,
    description = "Run sync types once, and wait until they end.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  odk-sync sync                     a whole cycle",
      "  odk-sync sync main_submissions    one type",
      "  odk-sync sync reconcile --full    compare all submissions, and repair",
      "  odk-sync sync reconcile --full --images    the same, and every stored image"
    })
final class SyncCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "type",
      completionCandidates = SyncTypeNames.class,
      description = {
        "The sync types to run: ${COMPLETION-CANDIDATES}. Default: a whole cycle.",
        "After reconcile, a whole cycle runs, which repairs what reconcile found;",
        "a feed that was not read to its end is read before it."
      })
  private List<String> types = new ArrayList<>();

  @Option(
      names = "--full",
      description = "reconcile compares every submission, instead of one month and the counts.")
  private boolean full;

  @Option(
      names = "--accept-deletes",
      description = {
        "reconcile deletes all submissions that Central no longer has:",
        "without it, it refuses to delete more than 100 submissions if these are more than one in ten."
      })
  private boolean acceptDeletes;

  @Option(
      names = "--images",
      description =
          "image_processing compares every stored image with Central's now, instead of within"
              + " IMAGE_RECHECK_DAYS.")
  private boolean images;

  @Option(
      names = "--max-workers",
      paramLabel = "n",
      description = "Copy so many images at once, instead of MAX_WORKERS.")
  private @Nullable String workers;

  @Option(
      names = "--no-prioritize-new",
      negatable = true,
      description =
          "Copy images of the newest (with no-: of the oldest) submissions first, instead of what"
              + " PRIORITIZE_NEW says.")
  private @Nullable Boolean oldestFirst;

  @Spec private CommandSpec command;
  @Mixin private SyncOptions running;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  SyncCommand() {}

  @Override
  public Integer call() {
    if ((full || acceptDeletes) && !isComparing()) {
      return new ErrorPrinter(command.commandLine().getErr())
          .about(
              List.of(
                  "%s is for reconcile: write odk-sync sync reconcile --full%s"
                      .formatted(
                          full ? "--full" : "--accept-deletes",
                          acceptDeletes ? " --accept-deletes" : "")),
              ExitCode.WRONG_SETTING);
    }
    return running.with(environment(), this::sync);
  }

  private boolean isComparing() {
    return SyncTypeNames.comparisons().stream()
        .anyMatch(name -> types.stream().anyMatch(type -> ("." + type).endsWith("." + name)));
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(running.environment());
    if (workers != null) {
      environment.put("MAX_WORKERS", workers);
    }
    if (oldestFirst != null) {
      environment.put("PRIORITIZE_NEW", String.valueOf(!oldestFirst));
    }
    return environment;
  }

  private int sync(SyncRuns runs) {
    if (!runs.areKnown(types)) {
      return ExitCode.WRONG_SETTING;
    }
    RunOptions how = RunOptions.comparing(full, acceptDeletes, images);
    return isComparing()
        ? runs.runFollowed(types, how)
        : runs.run(types.isEmpty() ? runs.cycle() : types, how);
  }
}
