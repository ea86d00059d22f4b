package org.odksync.functional;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.odksync.cli.OdkSync;
import picocli.CommandLine;

/** What a command has said, to whom, and how it has ended. */
record Told(String out, String err, int exitCode) {

  static Told by(Map<String, String> variables, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command = new CommandLine(new OdkSync(variables));
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int code = command.execute(arguments);
    return new Told(out.toString(), err.toString(), code);
  }
}
