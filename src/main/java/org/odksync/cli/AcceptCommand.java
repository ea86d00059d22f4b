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

/** Says that something will stay as it is. */
@Command(
    name = "accept",
    mixinStandardHelpOptions = true,
    description = {
      "Accept rejects or pictures that will stay so.",
      "Health speaks of them no longer, until their submission is edited. A missing or failed picture"
          + " that comes all the same is copied, and a reject that fits later is stored."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:accepted",
      "1:something failed, or an id is none that can be accepted; it was said",
      "2:a setting or an argument is wrong; nothing was started",
      "143:interrupted"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  odk-sync accept reject 17 18                       by their ids",
      "  odk-sync accept attachment --older-than 30         all of a month ago"
    })
final class AcceptCommand implements Callable<Integer> {

  /** What can be accepted; the names are those of the command line. */
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
      description = "As odk_rejected_record and odk_attachment have it. All when none is named.")
  private List<Long> ids = new ArrayList<>();

  @Option(
      names = "--older-than",
      paramLabel = "days",
      description = "Only rejects so old, or files of submissions so old.")
  private @Nullable Integer days;

  @Spec private CommandSpec command;
  @Mixin private SyncOptions running;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  AcceptCommand() {}

  @Override
  public Integer call() {
    if (ids.isEmpty() && days == null) {
      throw new ParameterException(
          command.commandLine(), "name the ids, or say --older-than for all of that age");
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
