package org.odksync.cli;

import java.util.Map;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The main command; it needs a subcommand. */
@Command(
    name = "odk-sync",
    mixinStandardHelpOptions = true,
    version = "odk-sync 1.0.0",
    description = "Keeps a PostgreSQL warehouse equal to what ODK Central holds.",
    subcommands = {
      RunCommand.class,
      SyncCommand.class,
      ResyncCommand.class,
      RebuildCommand.class,
      ReplayCommand.class,
      AcceptCommand.class,
      CleanupCommand.class,
      MonitorCommand.class,
      StatusCommand.class,
      HistoryCommand.class,
      StatisticsCommand.class,
      HealthCommand.class,
      VerifyCommand.class,
      DoctorCommand.class,
      GenerateCompletion.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:something failed; see stderr",
      "2:a setting or an argument is wrong; nothing was started",
      "3:another process runs this sync type",
      "143:interrupted"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  odk-sync run                      sync until stopped",
      "  odk-sync sync                     sync everything once",
      "  odk-sync sync main_submissions    sync one type once",
      "",
      "Without ODK_BASE_URL, PG_HOST and AWS_BUCKET_NAME, embedded servers start, to try it out."
    })
public final class OdkSync implements Runnable {

  private final Map<String, String> environment;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  public OdkSync(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command. See the commands below.");
  }

  Map<String, String> environment() {
    return environment;
  }
}
