package org.odksync.cli;

import java.util.concurrent.Callable;
import org.odksync.app.Service;
import org.odksync.check.Verifier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares the warehouse and the bucket with Central. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Compare the warehouse and the bucket with Central.",
      "Submissions are compared id by id and version by version, the tables with each other, and"
          + " links with the ledger of images; nothing is changed. Values are compared with"
          + " Central's by --values, and never shown.",
      "What changed at Central within SYNC_OVERLAP_MINUTES and SYNC_INTERVAL is not synced yet,"
          + " and does not count. The last line names the command that repairs the differences."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:everything is equal",
      "1:something differs, or could not be compared",
      "2:a setting or an argument is wrong; nothing was compared"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  odk-sync verify                 all submissions, and a sample of 200 images",
      "  odk-sync verify --values        also every answer, value by value",
      "  odk-sync verify --images        all submissions, and every image",
      "  odk-sync verify --limit 1000    up to 1,000 ids of each difference"
    })
final class VerifyCommand implements Callable<Integer> {

  private static final int MOST = 100_000;

  @Option(
      names = "--values",
      description = "Read all answers from Central again, and compare every value.")
  private boolean values;

  @Option(
      names = "--images",
      description = "Check every image, in the bucket and at Central, instead of a sample.")
  private boolean allImages;

  @Option(
      names = "--sample",
      paramLabel = "n",
      defaultValue = "200",
      description = "Check so many random images in the bucket.")
  private int sample;

  @Option(
      names = "--limit",
      paramLabel = "n",
      defaultValue = "5",
      description = "Show at most so many ids of each difference.")
  private int limit;

  @Mixin private ReadOptions reading;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  VerifyCommand() {}

  @Override
  public Integer call() {
    reading.require("--sample", sample, 1, MOST);
    reading.require("--limit", limit, 0, MOST);
    return reading.checking(this::verify);
  }

  private int verify(Service service) {
    Verifier.Scope scope = new Verifier.Scope(values, allImages ? 0 : sample, limit);
    return new CheckReport(new Verifier(service.camel(), service.settings(), scope).checks())
        .print(reading);
  }
}
