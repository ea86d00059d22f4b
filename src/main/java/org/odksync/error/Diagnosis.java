package org.odksync.error;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.odksync.form.UnusableForm;
import org.odksync.warehouse.row.MalformedRecord;

/**
 * What went wrong, for the person who has to act: its class, what happened and where, and what to
 * do. Built from codes, hosts and paths only, never from data, queries or credentials.
 *
 * @param what without a colon and a space, which stand between it and the remedy
 * @param remedy empty when there is none to name
 */
public record Diagnosis(ErrorClass errorClass, String what, String remedy) {

  private static final String SEPARATOR = ": ";

  /**
   * What was known where it happened decides, however it was wrapped since; else the outermost
   * cause that we know something about.
   */
  public static Diagnosis of(Throwable failure) {
    return Stream.concat(causes(failure).filter(SyncFailure.class::isInstance), causes(failure))
        .flatMap(cause -> recognised(cause).stream())
        .findFirst()
        .orElseGet(() -> unrecognised(failure));
  }

  /**
   * Whether the same may well succeed in a moment. Not the copying of images: those that failed are
   * put off, so that a moment later there is nothing to do, and that would pass for a success.
   */
  public static boolean isTransient(Throwable failure) {
    return switch (of(failure).errorClass()) {
      case NETWORK -> causes(failure).noneMatch(ImageRunFailed.class::isInstance);
      case DATABASE -> causes(failure).anyMatch(PostgresErrors::isPassing);
      case S3 -> causes(failure).anyMatch(S3Errors::isPassing);
      default -> false;
    };
  }

  /** Whether the run has not failed: the service was stopped. */
  public boolean isInterruption() {
    return errorClass == ErrorClass.INTERRUPTED;
  }

  /** Whether PostgreSQL refused something, for whatever reason. */
  public static boolean isOfDatabase(Throwable failure) {
    return causes(failure).anyMatch(cause -> PostgresErrors.of(cause).isPresent());
  }

  /** Whether it is about a form that cannot be copied as it is. */
  public static boolean isOfForm(@Nullable Throwable failure) {
    return failure != null && causes(failure).anyMatch(UnusableForm.class::isInstance);
  }

  /** Whether a statement met a lock, or was the victim of a deadlock. */
  public static boolean isOfLocks(Throwable failure) {
    return causes(failure).anyMatch(PostgresErrors::isOfLocks);
  }

  /** Whether Central or the S3 store has answered that there is nothing at this address. */
  public static boolean isOfAbsence(Throwable failure) {
    return causes(failure)
        .anyMatch(cause -> S3Errors.isOfAbsence(cause) || CentralErrors.isOfAbsence(cause));
  }

  /** A failure, and what it comes from. */
  public static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
  }

  /** As it stands in the tracking tables and in the log. */
  public String message() {
    return errorClass + SEPARATOR + sentence();
  }

  /** The same without its class. */
  public String sentence() {
    return remedy.isEmpty() ? what : what + SEPARATOR + remedy;
  }

  /** The same, and where. */
  public Diagnosis at(String place) {
    return what.contains(place)
        ? this
        : new Diagnosis(errorClass, "%s (%s)".formatted(what, place), remedy);
  }

  /** From a sentence that has a colon between what happened and what to do. */
  private static Diagnosis said(ErrorClass errorClass, String sentence) {
    int end = sentence.indexOf(SEPARATOR);
    return end < 0
        ? new Diagnosis(errorClass, sentence, "")
        : new Diagnosis(
            errorClass, sentence.substring(0, end), sentence.substring(end + SEPARATOR.length()));
  }

  /** What {@link #message} said. */
  private static Optional<Diagnosis> parse(String message) {
    return Stream.of(ErrorClass.values())
        .filter(errorClass -> message.startsWith(errorClass + SEPARATOR))
        .map(errorClass -> said(errorClass, message.substring((errorClass + SEPARATOR).length())))
        .findFirst();
  }

  private static Optional<Diagnosis> recognised(Throwable cause) {
    if (cause instanceof SyncFailure known) {
      return Optional.of(said(known.errorClass(), known.sentence()));
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
              Objects.requireNonNullElse(bad.getMessage(), "a record is not as it should be"),
              "report it to Central's operator"));
    }
    if (cause instanceof UnusableForm form) {
      return Optional.of(said(ErrorClass.CONFIG, form.sentence()));
    }
    return PostgresErrors.of(cause).or(() -> S3Errors.of(cause)).or(() -> CentralErrors.of(cause));
  }

  private static Diagnosis unrecognised(Throwable failure) {
    Throwable root = causes(failure).reduce(failure, (outer, inner) -> inner);
    return new Diagnosis(
        ErrorClass.INTERNAL,
        "unexpected %s at %s".formatted(root.getClass().getSimpleName(), origin(root)),
        "this is a defect of odk-sync, please report it with the log");
  }

  /** Messages of unknown exceptions may quote data; the place does not. */
  private static String origin(Throwable root) {
    return Stream.of(root.getStackTrace())
        .filter(frame -> frame.getClassName().startsWith("org.odksync"))
        .findFirst()
        .or(() -> Stream.of(root.getStackTrace()).findFirst())
        .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
        .orElse("an unknown place");
  }
}
