package org.odksync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What an option may say; of the hours, it is what the API takes too. */
class RangesTest {

  @ParameterizedTest
  @CsvSource({
    "statistics, --hours,  0,      from 1 to 8760",
    "statistics, --hours,  8761,   from 1 to 8760",
    "history,    --limit,  10001,  from 1 to 10000",
    "verify,     --sample, 100001, from 1 to 100000",
  })
  void whatIsOutOfRangeIsRefused(String command, String option, String value, String words) {
    StringWriter err = new StringWriter();
    CommandLine program = new CommandLine(new OdkSync(Map.of()));

    int code = program.setErr(new PrintWriter(err)).execute(command, option, value);

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).startsWith("%s must be %s".formatted(option, words));
  }
}
