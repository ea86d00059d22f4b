package org.odksync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;

/** What people read who ask for help. */
class HelpTest {

  private static final CommandLine PROGRAM = new CommandLine(new OdkSync(Map.of()));

  /** The list of commands has only the beginning of each description. */
  @Test
  void listSaysWhatEachCommandDoesInOneLine() {
    List<String> lines = new Help(PROGRAM.getCommandSpec()).commandList().lines().toList();

    assertThat(lines)
        .hasSameSizeAs(PROGRAM.getSubcommands().keySet())
        .allSatisfy(line -> assertThat(line).matches("  \\S+ +[A-Z].*\\.\\s*"));
  }

  @ParameterizedTest
  @MethodSource("ours")
  void eachCommandHasExamples(String name) {
    assertThat(command(name).usageMessage().footerHeading()).contains("Examples");
    assertThat(command(name).usageMessage().footer())
        .isNotEmpty()
        .anySatisfy(line -> assertThat(line).contains("odk-sync " + name));
  }

  @ParameterizedTest
  @CsvSource({
    "run,        0 1 2",
    "sync,       0 1 2 3 143",
    "resync,     0 1 2 3 143",
    "rebuild,    0 1 2 3 143",
    "replay,     0 1 2 3 143",
    "cleanup,    0 1 2 3 143",
    "accept,     0 1 2 143",
    "monitor,    0 1 2 143",
    "status,     0 1 2",
    "history,    0 1 2",
    "statistics, 0 1 2",
    "health,     0 1 2",
    "verify,     0 1 2",
    "doctor,     0 1 2",
  })
  void eachCommandListsItsExitCodes(String name, String codes) {
    assertThat(command(name).usageMessage().exitCodeListHeading()).contains("Exit codes");
    assertThat(command(name).usageMessage().exitCodeList().keySet())
        .containsExactly(codes.split(" "));
  }

  /** Lines are broken where the terminal ends, and examples not at all. */
  @ParameterizedTest
  @MethodSource("ours")
  void textFitsTheTerminal(String name) {
    assertThat(command(name).usageMessage().description())
        .allSatisfy(sentences -> assertThat(sentences).matches("[A-Z].*(\\.|--full)"));
    assertThat(command(name).usageMessage().footer())
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(command(name).usageMessage().width()));
  }

  private static CommandSpec command(String name) {
    return PROGRAM.getSubcommands().get(name).getCommandSpec();
  }

  private static Stream<String> ours() {
    return PROGRAM.getSubcommands().keySet().stream()
        .filter(name -> !name.equals("generate-completion"));
  }
}
