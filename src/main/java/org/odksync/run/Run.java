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
 * A run of a sync type: the variable {@code run} of its exchange, and all that its routes know of
 * it. Used by the thread of the run; the threads of a parallel split read it, and add to its times.
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
  private final WaitTimes stages = new WaitTimes();
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
   * @param comparisons the sync types that compare what it stores with Central
   * @param form null for none
   * @param exchange the id of the exchange that it runs in
   * @param holder identifies it in its lease
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

  // --- what it is

  public SyncType type() {
    return type;
  }

  /** The form that it is for. */
  public Form form() {
    return Objects.requireNonNull(form, "the sync type has no form");
  }

  public RunOptions options() {
    return options;
  }

  boolean isIn(String otherExchange) {
    return exchange.equals(otherExchange);
  }

  // --- how it begins

  /** It has the lease, and its row in the history. */
  void begun(Number row, Number fencingNumber) {
    historyId = row;
    fence = fencingNumber;
    options.listener().begun(type.name(), row.longValue());
  }

  /** Another process has the lease. */
  void skipped(String instance) {
    heldBy = instance;
    options.listener().skipped(type.name(), instance);
  }

  /** There is nothing that it could do yet. */
  public void postpone(String reason) {
    postponed = reason;
    options.listener().postponed(type.name(), reason);
  }

  /** Whether it has the lease, and is recorded. */
  public boolean isStarted() {
    return historyId != null;
  }

  /** The row of odk_sync_history; null before it has started. */
  public @Nullable Number historyId() {
    return historyId;
  }

  /** The fencing number under which it writes. */
  long fence() {
    return Objects.requireNonNull(fence).longValue();
  }

  /** Which process has the lease instead; empty for none. */
  public String heldBy() {
    return heldBy;
  }

  /** Why there was nothing to do yet; empty when there was. */
  public String postponed() {
    return postponed;
  }

  // --- how it goes

  /** The version of the form that its statements are of, whatever another run learns. */
  public void use(FormVersion newest) {
    version = newest;
  }

  public FormVersion version() {
    return Objects.requireNonNull(version, "the form's schema is not known yet");
  }

  /** What it does now. */
  public void begin(Work flow) {
    work = flow;
  }

  /** Null before it does anything. */
  public @Nullable Work work() {
    return work;
  }

  /** What it does. */
  public <T extends Work> T workAs(Class<T> flow) {
    return flow.cast(Objects.requireNonNull(work, "the run does nothing yet"));
  }

  WaitTimes stages() {
    return stages;
  }

  RetryState retries() {
    return retries;
  }

  /** How many records are stored so far. */
  public void processed(long number) {
    records = number;
  }

  /** In the end: rows inserted, changed or deleted. */
  public long records() {
    return records;
  }

  /** Up to when it has seen Central, as ISO-8601; empty for when it began. */
  public void seen(String time) {
    seenUntil = time;
  }

  // --- how it ends

  /** There is something to compare with Central only now: due when it is a success. */
  public void callForComparison() {
    alsoDue = comparisons;
  }

  /** The sync types that are due after it. */
  List<String> due() {
    List<String> due = new ArrayList<>(records > 0 ? type.then() : List.of());
    due.addAll(alsoDue);
    return due;
  }

  void failed(Diagnosis reason) {
    diagnosis = reason;
  }

  /** It did its work, whatever had failed on the way. */
  void succeeded() {
    diagnosis = null;
  }

  /** Why it has failed, or was interrupted; null when it has not. */
  public @Nullable Diagnosis diagnosis() {
    return diagnosis;
  }

  public boolean isInterrupted() {
    return diagnosis != null && diagnosis.isInterruption();
  }

  public boolean isFailed() {
    return diagnosis != null;
  }

  void endNotWritten(Diagnosis reason) {
    unrecorded = reason;
  }

  /** Why its end could not be written; null when it was. */
  public @Nullable Diagnosis unrecorded() {
    return unrecorded;
  }

  // --- for statements

  /** Gives each parameter of a statement; null for one that it has not. */
  public Function<String, @Nullable Object> parameters() {
    Map<String, Object> ofWork = work == null ? Map.of() : work.parameters();
    return name -> {
      Object known = own(name);
      if (known == null) {
        known = type.parameter(name);
      }
      return known == null ? ofWork.get(name) : known;
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
          RunMetadata.of(work == null ? Map.of() : work.summary(), diagnosis, stages, retries));
    } catch (JsonProcessingException notWritten) {
      throw new IllegalStateException("the run's metadata cannot be written", notWritten);
    }
  }
}
