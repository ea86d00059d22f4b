package org.odksync.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.jspecify.annotations.Nullable;
import org.odksync.row.BadRecord;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * What went wrong, for the person who has to act: its class, and a sentence that says what
 * happened, where, and what to do. Built from codes, hosts and paths only, never from data, queries
 * or credentials.
 */
public record Diagnosis(ErrorClass errorClass, String sentence) {

  private static final int SERVER_ERROR = 500;

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
      case NETWORK -> causes(failure).noneMatch(NothingStored.class::isInstance);
      case DATABASE -> causes(failure).anyMatch(Diagnosis::isPassing);
      case S3 -> causes(failure).anyMatch(Diagnosis::isOfBusyStore);
      default -> false;
    };
  }

  /** SlowDown, a server in trouble, or a connection that broke: not what the store refuses. */
  private static boolean isOfBusyStore(Throwable cause) {
    return cause instanceof SdkServiceException answer
        ? answer.isThrottlingException() || answer.statusCode() >= SERVER_ERROR
        : cause instanceof SdkClientException;
  }

  /** Whether PostgreSQL refused the data of a statement, and nothing else. */
  public static boolean isOfData(Throwable failure) {
    return causes(failure).anyMatch(cause -> hasState(cause, "(22|23).*"));
  }

  /** Whether a statement met a lock, or was the victim of a deadlock. */
  public static boolean isOfLocks(Throwable failure) {
    return causes(failure).anyMatch(cause -> hasState(cause, "40.*|55P03"));
  }

  private static boolean hasState(Throwable cause, String pattern) {
    return cause instanceof SQLException refused
        && refused.getSQLState() != null
        && refused.getSQLState().matches(pattern);
  }

  /** Connections that broke, deadlocks, resources that are short, locks, a server that restarts. */
  private static boolean isPassing(Throwable cause) {
    return hasState(cause, "(08|40|53|55|57P).*");
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
  }

  /** As it stands in the tracking tables and in the log. */
  public String message() {
    return errorClass + ": " + sentence;
  }

  /** What {@link #message} said. */
  private static Optional<Diagnosis> parse(String message) {
    return Stream.of(ErrorClass.values())
        .filter(errorClass -> message.startsWith(errorClass + ": "))
        .map(
            errorClass ->
                new Diagnosis(errorClass, message.substring((errorClass + ": ").length())))
        .findFirst();
  }

  private static Optional<Diagnosis> recognised(Throwable cause) {
    if (cause instanceof SyncFailure known) {
      return diagnosis(known.errorClass(), known.sentence());
    } else if (cause instanceof NothingStored stored && stored.getMessage() != null) {
      return parse(stored.getMessage());
    } else if (cause instanceof LeaseLost) {
      return diagnosis(
          ErrorClass.INTERNAL,
          "the lease was taken over by another instance: this one was paused for too long");
    } else if (cause instanceof HttpOperationFailedException answer) {
      return diagnosis(classOf(answer.getStatusCode()), sentence(answer));
    } else if (cause instanceof SQLException refused) {
      return Optional.of(database(refused));
    } else if (cause instanceof SdkException refused) {
      return diagnosis(ErrorClass.S3, sentence(refused));
    } else if (cause instanceof BadRecord bad) {
      return diagnosis(ErrorClass.DATA, bad.getMessage() + ": report it to Central's operator");
    } else if (cause instanceof JsonProcessingException notJson
        && !(notJson instanceof JsonEOFException)) {
      return diagnosis(
          ErrorClass.DATA,
          "Central's answer is not JSON: check that ODK_BASE_URL is the address of ODK Central");
    } else if (cause instanceof IOException broken) {
      return diagnosis(ErrorClass.NETWORK, sentence(broken));
    }
    return Optional.empty();
  }

  private static Diagnosis unrecognised(Throwable failure) {
    Throwable root = causes(failure).reduce(failure, (outer, inner) -> inner);
    return new Diagnosis(
        ErrorClass.INTERNAL,
        "unexpected %s at %s: this is a defect of odk-sync, please report it with the log"
            .formatted(root.getClass().getSimpleName(), origin(root)));
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

  private static ErrorClass classOf(int status) {
    return switch (status) {
      case 401, 403 -> ErrorClass.AUTH;
      case 404 -> ErrorClass.CONFIG;
      case 400, 405, 406, 501 -> ErrorClass.DATA;
      default -> ErrorClass.NETWORK;
    };
  }

  private static String sentence(HttpOperationFailedException answer) {
    String what =
        "Central answered %d to %s".formatted(answer.getStatusCode(), place(answer.getUri()));
    String remedy =
        switch (answer.getStatusCode()) {
          case 401 -> "check ODATA_USER and ODATA_PASS";
          case 403 -> "give ODATA_USER the role Project Viewer on the project";
          case 404 -> "check ODK_PROJECT_ID and ODK_FORM_ID, upper and lower case matter";
          case 400, 405, 406, 501 ->
              "this version of Central does not understand the request, please report it";
          default -> "look at Central's log; the next run tries again";
        };
    return what + ": " + remedy;
  }

  /** Host and path: the query of a request may hold ids. */
  private static String place(@Nullable String uri) {
    return uri == null ? "a request" : uri.replaceAll("[?#].*", "").replaceAll("//[^/@]*@", "//");
  }

  private static Diagnosis database(SQLException refused) {
    String state = Objects.requireNonNullElse(refused.getSQLState(), "none");
    String kind = state.length() < 2 ? "" : state.substring(0, 2);
    String what =
        "PostgreSQL refused a statement (SQLSTATE %s%s)".formatted(state, column(refused));
    return switch (kind) {
      case "22", "23" ->
          new Diagnosis(
              ErrorClass.DATA, what + ": a value does not fit its column; correct it in Central");
      case "08", "" ->
          new Diagnosis(
              ErrorClass.DATABASE,
              "no connection to PostgreSQL (SQLSTATE %s): check that it runs, PG_HOST and PG_PORT"
                  .formatted(state));
      case "28" -> new Diagnosis(ErrorClass.DATABASE, what + ": check PG_USER and PG_PASS");
      case "42" ->
          new Diagnosis(
              ErrorClass.DATABASE,
              what + ": PG_USER lacks a right, or a table is not as this service made it");
      case "53" -> new Diagnosis(ErrorClass.DATABASE, what + ": its disk or memory is full");
      case "55" ->
          new Diagnosis(
              ErrorClass.DATABASE,
              what + ": another program holds a lock; the next run tries again");
      default ->
          new Diagnosis(ErrorClass.DATABASE, what + ": see its log; the next run tries again");
    };
  }

  private static String column(SQLException refused) {
    ServerErrorMessage server =
        refused instanceof PSQLException answer ? answer.getServerErrorMessage() : null;
    String column = server == null ? null : server.getColumn();
    return column == null ? "" : ", column " + column;
  }

  private static String sentence(SdkException refused) {
    if (!(refused instanceof S3Exception answer) || answer.statusCode() == 0) {
      boolean unreachable = causes(refused).anyMatch(Diagnosis::isUnreachable);
      return unreachable
          ? "the S3 store cannot be reached: check AWS_ENDPOINT_URL_S3 and AWS_DEFAULT_REGION"
          : "the connection to the S3 store broke: the next run tries again";
    }
    String code =
        Optional.ofNullable(answer.awsErrorDetails())
            .map(AwsErrorDetails::errorCode)
            .orElse(String.valueOf(answer.statusCode()));
    String remedy =
        switch (code) {
          case "NoSuchBucket" -> "create the bucket, or correct AWS_BUCKET_NAME";
          case "InvalidAccessKeyId", "SignatureDoesNotMatch", "403" ->
              "check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";
          case "AccessDenied" ->
              "give the key s3:PutObject and s3:GetObject on the bucket AWS_BUCKET_NAME";
          default -> "the next run tries again";
        };
    return "the S3 store answered %s: %s".formatted(code, remedy);
  }

  private static String sentence(IOException broken) {
    if (broken instanceof UnknownHostException) {
      return "Central's host name is not known: check ODK_BASE_URL and the name service";
    } else if (broken instanceof InterruptedIOException) {
      return "Central was silent for too long: look at its load; the next run tries again";
    } else if (isUnreachable(broken)) {
      return "Central cannot be reached: check that it runs, and ODK_BASE_URL";
    } else if (broken instanceof SSLException) {
      return "no safe connection to Central: check its certificate, and https in ODK_BASE_URL";
    }
    return "the connection to Central broke (%s): the next run tries again"
        .formatted(broken.getClass().getSimpleName());
  }

  private static boolean isUnreachable(Throwable cause) {
    return cause instanceof ConnectException
        || cause instanceof NoRouteToHostException
        || cause instanceof UnknownHostException;
  }

  private static Optional<Diagnosis> diagnosis(ErrorClass errorClass, String sentence) {
    return Optional.of(new Diagnosis(errorClass, sentence));
  }
}
