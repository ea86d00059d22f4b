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

/** One run of some sync types. */
@Command(
    name = "sync",
    mixinStandardHelpOptions = true,
    description = "Run sync types once, and wait for them.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  odk-sync sync                     a whole cycle",
      "  odk-sync sync main_submissions    one type",
      "  odk-sync sync reconcile --full    compare all with Central, and repair",
      "  odk-sync sync reconcile --full --images    the same, and every stored picture"
    })
final class SyncCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "type",
      completionCandidates = SyncTypeNames.class,
      description = {
        "What to run: ${COMPLETION-CANDIDATES}. A whole cycle when none is named.",
        "reconcile is followed by a whole cycle, which repairs what it has found;",
        "a walk that has not ended yet is run before it."
      })
  private List<String> types = new ArrayList<>();

  @Option(
      names = "--full",
      description = "reconcile compares every submission, not one month of them and the numbers.")
  private boolean full;

  @Option(
      names = "--accept-deletes",
      description = {
        "reconcile deletes what Central has no more, however much it is:",
        "without this, more than 100 submissions and more than one in ten are not deleted."
      })
  private boolean acceptDeletes;

  @Option(
      names = "--images",
      description =
          "image_processing compares every stored picture with Central's now, not within"
              + " IMAGE_RECHECK_DAYS.")
  private boolean images;

  @Option(
      names = "--max-workers",
      paramLabel = "n",
      description = "Copy so many pictures at once, instead of MAX_WORKERS.")
  private @Nullable String workers;

  @Option(
      names = "--no-prioritize-new",
      negatable = true,
      description =
          "Copy pictures of the newest, or with no- of the oldest, submissions first, whatever"
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
