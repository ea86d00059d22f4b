package org.odksync.check;

import java.util.List;
import java.util.Set;
import org.odksync.form.Form;

/**
 * What came of one look at one thing.
 *
 * @param subject what was looked at
 * @param message what was found; what to do, where something is to be done
 * @param ids the first of the submissions that this is about
 * @param repairs the commands that make equal what differs
 */
public record Check(
    Outcome outcome, String subject, String message, List<String> ids, Set<Repair> repairs) {

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
    repairs = Set.copyOf(repairs);
  }

  public static Check of(Outcome outcome, String subject, String message) {
    return new Check(outcome, subject, message, List.of(), Set.of());
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
    return new Check(outcome, form.getPrefix() + ": " + subject, message, ids, repairs);
  }

  /** Whether it is as it should be, or was left out for a good reason. */
  public boolean isGood() {
    return outcome != Outcome.FAIL && outcome != Outcome.DIFFERS;
  }
}
