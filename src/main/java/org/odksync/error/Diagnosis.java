package org.odksync.error;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.odksync.form.UnusableForm;
import org.odksync.warehouse.row.MalformedRecord;

/**
 * A failure as an operator sees it: its class, what happened and where, and what to do. Contains
 * only codes, hosts and paths, never data, queries or credentials.
 *
 * @param what without ": ", which separates it from the remedy
 * @param remedy empty if there is none
 */
public record Diagnosis(ErrorClass errorClass, String what, String remedy) {

  private static final String SEPARATOR = ": ";

  /**
   * Classifies a failure: the first {@link SyncFailure} among its causes, else the outermost known
   * cause.
   */
  public static Diagnosis of(Throwable failure) {
    return Stream.concat(causes(failure).filter(SyncFailure.class::isInstance), causes(failure))
        .flatMap(cause -> known(cause).stream())
        .findFirst()
        .orElseGet(() -> unknown(failure));
  }

  /**
   * Whether a retry may succeed soon. Not for image runs: failed images are postponed, so a retry
   * would find nothing to do and count as a success.
   */
  public static boolean isTransient(Throwable failure) {
    return switch (of(failure).errorClass()) {
      case NETWORK -> causes(failure).noneMatch(ImageRunFailed.class::isInstance);
      case DATABASE -> causes(failure).anyMatch(PostgresErrors::isTransient);
      case S3 -> causes(failure).anyMatch(S3Errors::isTransient);
      default -> false;
    };
  }

  /** Whether the service was stopped: no failure. */
  public boolean isInterruption() {
    return errorClass == ErrorClass.INTERRUPTED;
  }

  /** Whether PostgreSQL is the cause. */
  public static boolean isOfDatabase(Throwable failure) {
    return causes(failure).anyMatch(cause -> PostgresErrors.of(cause).isPresent());
  }

  /** Whether the form is unusable. */
  public static boolean isOfForm(@Nullable Throwable failure) {
    return failure != null && causes(failure).anyMatch(UnusableForm.class::isInstance);
  }

  /** Whether a statement failed because of a lock or deadlock. */
  public static boolean isOfLocks(Throwable failure) {
    return causes(failure).anyMatch(PostgresErrors::isOfLocks);
  }

  /** Whether Central or the S3 store answered "not found". */
  public static boolean isNotFound(Throwable failure) {
    return causes(failure)
        .anyMatch(cause -> S3Errors.isNotFound(cause) || CentralErrors.isNotFound(cause));
  }

  /** A failure and all its causes. */
  public static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
  }

  /** The message for the tracking tables and the log. */
  public String message() {
    return errorClass + SEPARATOR + sentence();
  }

  /** The message without the class. */
  public String sentence() {
    return remedy.isEmpty() ? what : what + SEPARATOR + remedy;
  }

  /** The same diagnosis with a place. */
  public Diagnosis at(String place) {
    return what.contains(place)
        ? this
        : new Diagnosis(errorClass, "%s (%s)".formatted(what, place), remedy);
  }

  /** Splits a sentence at ": " into what happened and what to do. */
  private static Diagnosis split(ErrorClass errorClass, String sentence) {
    int end = sentence.indexOf(SEPARATOR);
    return end < 0
        ? new Diagnosis(errorClass, sentence, "")
        : new Diagnosis(
            errorClass, sentence.substring(0, end), sentence.substring(end + SEPARATOR.length()));
  }

  /** Parses a {@link #message}. */
  private static Optional<Diagnosis> parse(String message) {
    return Stream.of(ErrorClass.values())
        .filter(errorClass -> message.startsWith(errorClass + SEPARATOR))
        .map(errorClass -> split(errorClass, message.substring((errorClass + SEPARATOR).length())))
        .findFirst();
  }

  private static Optional<Diagnosis> known(Throwable cause) {
    if (cause instanceof SyncFailure known) {
      return Optional.of(split(known.errorClass(), known.sentence()));
    } else if (cause instanceof ImageRunFailed stored && stored.getMessage() != null) {
      return parse(stored.getMessage());
    } else if (cause instanceof LeaseLost) {
      return Optional.of(
          new Diagnosis(
              ErrorClass.INTERNAL,
              "the lease was taken over by another instance",
              "this one was paused for too long"));
    } else if (cause instanceof MalformedRecord bad) {
      return Optional.of(
          new Diagnosis(
              ErrorClass.DATA,
              Objects.requireNonNullElse(bad.getMessage(), "a record is malformed"),
              "report it to Central's operator"));
    }
    if (cause instanceof UnusableForm form) {
      return Optional.of(split(ErrorClass.CONFIG, form.sentence()));
    }
    return PostgresErrors.of(cause).or(() -> S3Errors.of(cause)).or(() -> CentralErrors.of(cause));
  }

  private static Diagnosis unknown(Throwable failure) {
    Throwable root = causes(failure).reduce(failure, (outer, inner) -> inner);
    return new Diagnosis(
        ErrorClass.INTERNAL,
        "unexpected %s at %s".formatted(root.getClass().getSimpleName(), origin(root)),
        "this is a defect of odk-sync, please report it with the log");
  }

  /** Messages of unknown exceptions may quote data; the stack frame does not. */
  private static String origin(Throwable root) {
    return Stream.of(root.getStackTrace())
        .filter(frame -> frame.getClassName().startsWith("org.odksync"))
        .findFirst()
        .or(() -> Stream.of(root.getStackTrace()).findFirst())
        .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
        .orElse("an unknown place");
  }
}
