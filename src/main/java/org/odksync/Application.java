package org.odksync;

import org.odksync.cli.OdkSync;
import picocli.CommandLine;

/** The entry point. */
public final class Application {

  private Application() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new OdkSync(System.getenv())).execute(arguments));
  }
}
