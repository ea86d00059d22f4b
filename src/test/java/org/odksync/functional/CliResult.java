package org.odksync.functional;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.odksync.cli.OdkSync;
import picocli.CommandLine;

/** The output and exit code of a command. */
record CliResult(String out, String err, int exitCode) {

  static CliResult by(Map<String, String> variables, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command = new CommandLine(new OdkSync(variables));
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int code = command.execute(arguments);
    return new CliResult(out.toString(), err.toString(), code);
  }
}
