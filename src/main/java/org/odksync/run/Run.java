package org.odksync.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.odksync.error.Diagnosis;
import org.odksync.form.Form;
import org.odksync.form.FormVersion;
import org.odksync.observability.logging.InstanceName;

/**
 * A run of a sync type: the variable {@code run} of its exchange, and the complete state of its
 * routes. Used by the thread of the run; the threads of a parallel split read it and add wait
 * times.
 */
public final class Run {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final SyncType type;
  private final List<String> comparisons;
  private final @Nullable Form form;
  private final RunOptions options;
  private final String exchange;
  private final String holder;
  private final int leaseSeconds;
  private final WaitTimes waitTimes = new WaitTimes();
  private final RetryState retries = new RetryState();
  private @Nullable FormVersion version;
  private @Nullable Work work;
  private @Nullable Number historyId;
  private @Nullable Number fence;
  private String heldBy = "";
  private String postponed = "";
  private String seenUntil = "";
  private long records;
  private List<String> alsoDue = List.of();
  private @Nullable Diagnosis diagnosis;
  private @Nullable Diagnosis unrecorded;

  /**
   * @param comparisons the sync types that compare its records with Central
   * @param form null for none
   * @param exchange id of the exchange that it runs in
   * @param holder id of the run in its lease
   */
  Run(
      SyncType type,
      List<String> comparisons,
      @Nullable Form form,
      RunOptions options,
      String exchange,
      String holder,
      int leaseSeconds) {
    this.type = type;
    this.comparisons = comparisons;
    this.form = form;
    this.options = options;
    this.exchange = exchange;
    this.holder = holder;
    this.leaseSeconds = leaseSeconds;
  }

  // --- identity

  public SyncType type() {
    return type;
  }

  /** The form of the sync type. */
  public Form form() {
    return Objects.requireNonNull(form, "the sync type has no form");
  }

  public RunOptions options() {
    return options;
  }

  boolean isIn(String otherExchange) {
    return exchange.equals(otherExchange);
  }

  // --- start

  /** Records that the run has the lease and its history row. */
  void started(Number row, Number fencingNumber) {
    historyId = row;
    fence = fencingNumber;
    options.listener().started(type.name(), row.longValue());
  }

  /** Records that another process holds the lease. */
  void skipped(String instance) {
    heldBy = instance;
    options.listener().skipped(type.name(), instance);
  }

  /** Records that the run has nothing to do yet. */
  public void postpone(String reason) {
    postponed = reason;
    options.listener().postponed(type.name(), reason);
  }

  /** Whether the run has the lease and a history row. */
  public boolean isStarted() {
    return historyId != null;
  }

  /** The id of the row in odk_sync_history; null before the start. */
  public @Nullable Number historyId() {
    return historyId;
  }

  /** The fencing number of the lease. */
  long fence() {
    return Objects.requireNonNull(fence).longValue();
  }

  /** The number of seconds that a lease lasts without a heartbeat. */
  public int leaseSeconds() {
    return leaseSeconds;
  }

  /** The process that holds the lease instead; empty for none. */
  public String heldBy() {
    return heldBy;
  }

  /** Why there was nothing to do yet; empty if there was. */
  public String postponed() {
    return postponed;
  }

  // --- work

  /** Sets the version of the form that all statements of the run use. */
  public void useVersion(FormVersion newVersion) {
    version = newVersion;
  }

  public FormVersion version() {
    return Objects.requireNonNull(version, "the form's schema is not known yet");
  }

  /** Sets the work of the run. */
  public void setWork(Work newWork) {
    work = newWork;
  }

  /** The work of the run; null before it is set. */
  public @Nullable Work work() {
    return work;
  }

  /** The work of the run, as the given type. */
  public <T extends Work> T workAs(Class<T> workType) {
    return workType.cast(Objects.requireNonNull(work, "the run has no work yet"));
  }

  WaitTimes waitTimes() {
    return waitTimes;
  }

  RetryState retries() {
    return retries;
  }

  /** Sets the number of records processed so far. */
  public void setRecords(long number) {
    records = number;
  }

  /** The number of records processed; at the end, rows inserted, changed or deleted. */
  public long records() {
    return records;
  }

  /**
   * Sets the time up to which the run has seen Central, as ISO-8601; empty for the start of the
   * run.
   */
  public void setSeenUntil(String time) {
    seenUntil = time;
  }

  // --- end

  /** Makes the comparisons due after this run, because there is now something to compare. */
  public void requestComparisons() {
    alsoDue = comparisons;
  }

  /** The sync types that are due after this run. */
  List<String> due() {
    List<String> due = new ArrayList<>(records > 0 ? type.then() : List.of());
    due.addAll(alsoDue);
    return due;
  }

  void fail(Diagnosis reason) {
    diagnosis = reason;
  }

  /** Clears the diagnosis of a failure that was retried. */
  void clearFailure() {
    diagnosis = null;
  }

  /** Why the run failed or was interrupted; null otherwise. */
  public @Nullable Diagnosis diagnosis() {
    return diagnosis;
  }

  public boolean isInterrupted() {
    return diagnosis != null && diagnosis.isInterruption();
  }

  public boolean isFailed() {
    return diagnosis != null;
  }

  void setUnrecorded(Diagnosis reason) {
    unrecorded = reason;
  }

  /** Why the end could not be recorded; null if it was. */
  public @Nullable Diagnosis unrecorded() {
    return unrecorded;
  }

  // --- parameters

  /** Looks up a statement parameter; null if the run does not have it. */
  public Function<String, @Nullable Object> parameters() {
    Map<String, Object> ofWork = work == null ? Map.of() : work.parameters();
    return name -> {
      Object value = own(name);
      if (value == null) {
        value = type.parameter(name);
      }
      return value == null ? ofWork.get(name) : value;
    };
  }

  private @Nullable Object own(String name) {
    return switch (name) {
      case "sync" -> type.name();
      case "history_id" -> historyId;
      case "fence" -> fence;
      case "holder" -> holder;
      case "instance" -> InstanceName.name();
      case "lease_seconds" -> leaseSeconds;
      case "records" -> records;
      case "last_sync" -> seenUntil;
      case "metadata" -> metadata();
      case "error_message" -> diagnosis == null ? null : diagnosis.message();
      case "form_name" -> form == null ? null : form.getPrefix();
      case "form_id" -> form == null ? null : form.getId();
      case "project" -> form == null ? null : form.getProject();
      default -> null;
    };
  }

  private String metadata() {
    try {
      return JSON.writeValueAsString(
          RunMetadata.of(work == null ? Map.of() : work.summary(), diagnosis, waitTimes, retries));
    } catch (JsonProcessingException notWritten) {
      throw new IllegalStateException("the run's metadata cannot be written", notWritten);
    }
  }
}
