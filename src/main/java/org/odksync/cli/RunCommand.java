package org.odksync.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.odksync.service.Service;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The service itself. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Run every sync type when it is due, until the process is stopped.")
final class RunCommand implements Callable<Integer> {

  @ParentCommand private OdkSync parent;
  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  RunCommand() {}

  @Override
  public Integer call() {
    return Startup.with(
        parent.environment(),
        Service.Mode.SCHEDULED,
        spec.commandLine().getOut(),
        new Complaints(spec.commandLine().getErr()),
        service -> {
          // until a signal stops the service and ends the process
          new CountDownLatch(1).await();
          return ExitCode.DONE;
        });
  }
}
