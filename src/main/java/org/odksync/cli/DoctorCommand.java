package org.odksync.cli;

import java.time.Clock;
import java.util.concurrent.Callable;
import org.odksync.check.Doctor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Whether everything that the service needs is there and lets it in. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Try out each part that the service needs.",
      "These are settings, Central, its clock and the form, the database, and the bucket. Each is a"
          + " line that says OK, or what to do. Nothing is changed, but for a small object that is put into"
          + " the bucket and removed again."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:everything works; a line that says WARN is worth reading",
      "1:something does not work",
      "2:a setting or an argument is wrong; nothing was tried"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  odk-sync doctor                              before the first start",
      "  docker compose run --rm odk_sync doctor      in the container",
      "  odk-sync doctor --json                       for programs"
    })
final class DoctorCommand implements Callable<Integer> {

  @Mixin private ReadOptions reading;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  DoctorCommand() {}

  @Override
  public Integer call() {
    return reading.checking(
        service ->
            new CheckReport(
                    new Doctor(service.camel(), service.settings(), Clock.systemUTC()).checks())
                .print(reading));
  }
}
