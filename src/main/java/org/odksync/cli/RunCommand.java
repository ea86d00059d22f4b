package org.odksync.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.odksync.app.Service;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Runs the service. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {"Run each sync type when it is due.", "Ctrl-C or SIGTERM stop it in order."},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it was stopped",
      "1:the service did not start; see stderr",
      "2:a setting or an argument is wrong; nothing was started"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  odk-sync run                     every minute",
      "  SYNC_INTERVAL=10 odk-sync run    every 10 seconds"
    })
final class RunCommand implements Callable<Integer> {

  @ParentCommand private OdkSync parent;
  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  RunCommand() {}

  @Override
  public Integer call() {
    return Startup.withService(
        parent.environment(),
        Service.Mode.SCHEDULED,
        spec.commandLine().getOut(),
        new ErrorPrinter(spec.commandLine().getErr()),
        service -> {
          // until a signal stops the service and ends the process
          new CountDownLatch(1).await();
          return ExitCode.DONE;
        });
  }
}
