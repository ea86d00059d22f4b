package org.odksync.check;

import java.util.List;
import org.odksync.form.Form;

/**
 * What came of one look at one thing.
 *
 * @param subject what was looked at
 * @param message what was found; what to do, where something is to be done
 * @param ids the first of the submissions that this is about
 */
public record Check(Outcome outcome, String subject, String message, List<String> ids) {

  /** How good it is. */
  public enum Outcome {
    OK,
    /** It works, and somebody should know something. */
    WARN,
    /** What is compared is not equal. */
    DIFFERS,
    FAIL,
    /** Not looked at, and the message says why; by itself no failure. */
    SKIPPED
  }

  public Check {
    ids = List.copyOf(ids);
  }

  public static Check of(Outcome outcome, String subject, String message) {
    return new Check(outcome, subject, message, List.of());
  }

  static Check ok(String subject, String message) {
    return of(Outcome.OK, subject, message);
  }

  static Check warn(String subject, String message) {
    return of(Outcome.WARN, subject, message);
  }

  static Check fail(String subject, String message) {
    return of(Outcome.FAIL, subject, message);
  }

  static Check skipped(String subject, String message) {
    return of(Outcome.SKIPPED, subject, message);
  }

  /** Something that it needs does not work. */
  static Check notYet(String subject) {
    return skipped(subject, "cannot be tried yet");
  }

  /** The same, of one form among several. */
  Check of(Form form) {
    return new Check(outcome, form.getPrefix() + ": " + subject, message, ids);
  }

  /** Whether it is as it should be, or was left out for a good reason. */
  public boolean isGood() {
    return outcome != Outcome.FAIL && outcome != Outcome.DIFFERS;
  }
}
