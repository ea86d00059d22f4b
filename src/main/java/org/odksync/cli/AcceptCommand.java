package org.odksync.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Accepts rejects and missing images for good. */
@Command(
    name = "accept",
    mixinStandardHelpOptions = true,
    description = {
      "Accept rejects, or images that are missing or failed.",
      "Health no longer counts them, until their submission is edited. An image that arrives later"
          + " is still copied, and a reject that fits later is still stored."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:accepted",
      "1:something failed, or an id cannot be accepted; see stderr",
      "2:a setting or an argument is wrong; nothing was started",
      "143:interrupted"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  odk-sync accept reject 17 18                       two rejects",
      "  odk-sync accept attachment --older-than 30         all older than a month"
    })
final class AcceptCommand implements Callable<Integer> {

  /** What can be accepted, by its name on the command line. */
  enum Kind {
    reject("rejects/accept", "that is open"),
    attachment("images/accept", "that is missing or failed");

    private final String statement;
    private final String which;

    Kind(String statement, String which) {
      this.statement = statement;
      this.which = which;
    }
  }

  @Parameters(index = "0", paramLabel = "kind", description = "${COMPLETION-CANDIDATES}.")
  private Kind kind;

  @Parameters(
      index = "1..*",
      paramLabel = "id",
      description = "Ids of odk_rejected_record or odk_attachment. Default: all.")
  private List<Long> ids = new ArrayList<>();

  @Option(
      names = "--older-than",
      paramLabel = "days",
      description = "Only rejects, or files of submissions, that are at least so many days old.")
  private @Nullable Integer days;

  @Spec private CommandSpec command;
  @Mixin private SyncOptions running;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  AcceptCommand() {}

  @Override
  public Integer call() {
    if (ids.isEmpty() && days == null) {
      throw new ParameterException(
          command.commandLine(), "Give ids, or --older-than to accept all of that age.");
    }
    if (days != null && (days < 0 || days > 36_500)) {
      throw new ParameterException(command.commandLine(), "--older-than must be from 0 to 36500");
    }
    return running.with(this::accept);
  }

  private int accept(SyncRuns runs) {
    ArrayNode wanted = JsonNodeFactory.instance.arrayNode();
    ids.forEach(wanted::add);
    List<Long> accepted =
        runs
            .rows(
                kind.statement,
                Map.of("ids", wanted.toString(), "older_than", days == null ? 0 : days))
            .stream()
            .map(row -> (Long) row.getOrDefault("id", 0L))
            .toList();
    runs.say("accepted: %d %ss".formatted(accepted.size(), kind));
    List<Long> others = ids.stream().filter(id -> !accepted.contains(id)).toList();
    others.forEach(id -> runs.complain(notAccepted(id)));
    return others.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private String notAccepted(long id) {
    return String.format(
        Locale.ROOT,
        "there is no %s %d %s%s",
        kind,
        id,
        kind.which,
        days == null ? "" : " and older than %d days".formatted(days));
  }
}
