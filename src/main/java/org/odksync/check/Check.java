package org.odksync.check;

import java.util.List;
import java.util.Set;
import org.odksync.form.Form;

/**
 * The result of one check.
 *
 * @param subject what was checked
 * @param message what was found, and what to do about it
 * @param ids the first affected submissions
 * @param repairs the commands that remove the differences
 */
public record Check(
    Outcome outcome, String subject, String message, List<String> ids, Set<Repair> repairs) {

  /** The result of a check. */
  public enum Outcome {
    OK,
    /** It works, but the operator should know about something. */
    WARN,
    /** The compared data differ. */
    DIFFERS,
    FAIL,
    /** Not checked; the message says why. Not a failure. */
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

  /** An earlier check, which this one depends on, failed. */
  static Check blocked(String subject) {
    return skipped(subject, "skipped: an earlier check failed");
  }

  /** Prefixes the subject with the form. */
  Check of(Form form) {
    return new Check(outcome, form.getPrefix() + ": " + subject, message, ids, repairs);
  }

  /** False after a failure or a difference. */
  public boolean isGood() {
    return outcome != Outcome.FAIL && outcome != Outcome.DIFFERS;
  }
}
