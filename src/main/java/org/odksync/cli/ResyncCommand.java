package org.odksync.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.odksync.run.RunOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Reads feeds of Central again, without emptying the tables. */
@Command(
    name = "resync",
    mixinStandardHelpOptions = true,
    description = {
      "Read submissions from Central again.",
      "The tables are not emptied, and links stay valid."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  odk-sync resync                                      everything",
      "  odk-sync resync main_submissions --since 2026-11-01  what November changed"
    })
final class ResyncCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "type",
      completionCandidates = SyncTypeNames.Feeds.class,
      description = "The sync types to read again: ${COMPLETION-CANDIDATES}. Default: all.")
  private List<String> types = new ArrayList<>();

  @Option(
      names = "--since",
      paramLabel = "time",
      converter = Time.class,
      description =
          "Only what has changed since this time: 2026-11-01 (UTC) or 2026-11-01T12:00:00+01:00.")
  private @Nullable Instant since;

  @Mixin private SyncOptions running;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  ResyncCommand() {}

  @Override
  public Integer call() {
    return running.with(this::resync);
  }

  private int resync(SyncRuns runs) {
    if (!runs.areKnown(types) || !runs.areFeeds(types)) {
      return ExitCode.WRONG_SETTING;
    }
    List<String> feeds = types.isEmpty() ? runs.feeds() : types;
    int read =
        runs.run(
            feeds,
            RunOptions.since(since == null ? Instant.EPOCH : since),
            ResyncCommand::achieved);
    int rest =
        runs.run(
            runs.cycle().stream().filter(type -> !runs.feeds().contains(type)).toList(),
            RunOptions.NONE);
    return read == ExitCode.DONE ? rest : read;
  }

  private static String achieved(SyncRuns.Done run) {
    return "%d submissions read, %d rows written or deleted, %d submissions with rejects, %d encrypted"
        .formatted(
            run.noted("records_read"),
            run.records(),
            run.noted("rejected"),
            run.noted("encrypted"));
  }

  /** Parses a time; a date means midnight UTC. */
  static final class Time implements ITypeConverter<Instant> {

    @Override
    public Instant convert(String text) {
      try {
        return text.contains("T")
            ? OffsetDateTime.parse(text).toInstant()
            : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
      } catch (DateTimeException notATime) {
        throw new TypeConversionException(
            "'%s' is not a time like 2026-11-01 or 2026-11-01T12:00:00Z".formatted(text));
      }
    }
  }
}
