package org.odksync;

import java.util.Map;
import org.odksync.cli.OdkSync;
import picocli.CommandLine;

/** Starts the program: runs the command of the command line. */
public final class Application {

  private Application() {}

  public static void main(String[] arguments) {
    Map<String, String> environment = System.getenv();
    // before anything is logged; what else the variable may hold is a wrong setting
    if ("json".equalsIgnoreCase(environment.getOrDefault("LOG_FORMAT", "").strip())) {
      System.setProperty("log.format", "json");
    }
    System.exit(new CommandLine(new OdkSync(environment)).execute(arguments));
  }
}
