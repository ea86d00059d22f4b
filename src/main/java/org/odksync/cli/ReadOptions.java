package org.odksync.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.odksync.app.Service;
import org.odksync.app.StatusReader;
import org.odksync.status.StatusQueries;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options and exit codes of all commands that only read the warehouse. */
@Command(
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:success",
      "1:the query failed; see stderr",
      "2:a setting or an argument is wrong; nothing was shown"
    })
final class ReadOptions {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Option(names = "--json", description = "Print JSON, for programs.")
  private boolean json;

  @Spec(Target.MIXEE)
  private CommandSpec command;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  ReadOptions() {}

  boolean asJson() {
    return json;
  }

  /** Checks the range of an option. */
  void require(String option, long value, long least, long most) {
    if (value < least || value > most) {
      throw new ParameterException(
          command.commandLine(), "%s must be from %d to %d".formatted(option, least, most));
    }
  }

  /**
   * Lets the command ask the warehouse.
   *
   * @return the exit code
   */
  int with(ToIntFunction<StatusQueries> question) {
    return with(complaints(), reader -> question.applyAsInt(reader.queries()));
  }

  /** Shows the user of the command what is wrong. */
  Startup.Complaint complaints() {
    return new ErrorPrinter(command.commandLine().getErr());
  }

  /** The same as {@link #with(ToIntFunction)}; {@code complaint} gets what keeps it from asking. */
  int with(Startup.Complaint complaint, Startup.Work<StatusReader> work) {
    logToStandardError();
    return Startup.withReader(environment(), out(), complaint, work);
  }

  /** Prints the answer, as JSON or as a table. */
  int tell(Supplier<JsonNode> toPrograms, Supplier<ConsoleTable> toPeople) {
    if (json) {
      print(toPrograms.get());
    } else {
      toPeople.get().print(out());
    }
    return ExitCode.DONE;
  }

  /** Lets the command check everything as it is. */
  int checking(Startup.Work<Service> work) {
    logToStandardError();
    return Startup.withService(environment(), Service.Mode.CHECKING, out(), complaints(), work);
  }

  /** Log lines are not part of the answer. */
  private static void logToStandardError() {
    System.setProperty("log.target", "System.err");
  }

  Map<String, String> environment() {
    return ((OdkSync) command.root().userObject()).environment();
  }

  PrintWriter out() {
    return command.commandLine().getOut();
  }

  void print(JsonNode answer) {
    out().println(text(answer));
  }

  String text(JsonNode answer) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(answer);
    } catch (JsonProcessingException notWritten) {
      throw new IllegalStateException("the answer cannot be written", notWritten);
    }
  }
}
