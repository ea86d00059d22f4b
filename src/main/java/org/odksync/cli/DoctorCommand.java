package org.odksync.cli;

import java.time.Clock;
import java.util.concurrent.Callable;
import org.odksync.check.Doctor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks what the service needs. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Check each part that the service needs.",
      "The parts are the settings, Central, its clock, the form, the database and the bucket. Each is a"
          + " line that says OK, or what to do. Nothing is changed, except that a small object is put into"
          + " the bucket and deleted again."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:everything works; read the lines with WARN",
      "1:something does not work",
      "2:a setting or an argument is wrong; nothing was checked"
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
