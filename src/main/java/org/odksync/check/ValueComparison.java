package org.odksync.check;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.odksync.error.DataRefused;
import org.odksync.form.Form;
import org.odksync.form.FormVersion;
import org.odksync.form.FormVersion.RepeatTable;
import org.odksync.form.NameSource;
import org.odksync.form.Table;
import org.odksync.form.Tables;
import org.odksync.warehouse.row.CentralRecord;
import org.odksync.warehouse.row.Chunk;
import org.odksync.warehouse.row.ChunkBisection;
import org.odksync.warehouse.row.SubmissionVersions;

/**
 * Whether each value is stored that Central has: what would be stored now is compared with what is,
 * inside the database.
 */
final class ValueComparison {

  private final CheckRunner trial;
  private final Form form;
  private final ZoneId zone;

  /**
   * @param zone of times that have none
   */
  ValueComparison(CheckRunner trial, Form form, ZoneId zone) {
    this.trial = trial;
    this.form = form;
    this.zone = zone;
  }

  /**
   * The ids of those expanded records whose values, or children, are stored otherwise. The records
   * have lost their children after that.
   */
  Set<String> differing(List<ObjectNode> records) {
    FormVersion version = form.getVersion();
    Tables tables = version.tables();
    Set<String> differing = new LinkedHashSet<>();
    for (RepeatTable repeat : version.repeats()) {
      differing.addAll(
          differing(
              repeat.table(),
              repeat,
              "verify/child_values",
              records,
              store ->
                  ChunkBisection.ofChildren(repeat.table(), tables.keepsDeleted(), zone, store)));
    }
    for (RepeatTable repeat : version.repeats()) {
      records.forEach(record -> CentralRecord.collapse(record, repeat.table().path()));
    }
    differing.addAll(
        differing(
            tables.main(),
            version,
            "verify/values",
            records,
            store -> ChunkBisection.ofSubmissions(tables, zone, store)));
    return differing;
  }

  private Set<String> differing(
      Table table,
      NameSource names,
      String statement,
      List<ObjectNode> records,
      Function<ChunkBisection.Store, ChunkBisection> portions) {
    Set<String> differing = ids(names, statement, records, 1, portions);
    // what was too wide for its row is stored with less of it in columns
    int most = table.columnOfRest().isPresent() ? ChunkBisection.MAX_SQUEEZE_FACTOR : 1;
    for (int squeeze = 2; squeeze <= most && !differing.isEmpty(); squeeze *= 2) {
      Set<String> left = differing;
      List<ObjectNode> some =
          records.stream().filter(record -> left.contains(CentralRecord.id(record))).toList();
      differing = ids(names, statement, some, squeeze, portions);
    }
    return differing;
  }

  /** As they would be stored, without the values that PostgreSQL refuses. */
  private Set<String> ids(
      NameSource names,
      String statement,
      List<ObjectNode> records,
      int squeeze,
      Function<ChunkBisection.Store, ChunkBisection> portions) {
    Set<String> ids = new LinkedHashSet<>();
    String versions = SubmissionVersions.of(records);
    portions
        .apply(
            new ChunkBisection.Store() {
              @Override
              public Optional<String> put(Chunk chunk) {
                return unlessRefused(
                    () ->
                        trial
                            .rows(statement, names, parameters(chunk, versions))
                            .forEach(row -> ids.add(String.valueOf(row.get("submission_id")))));
              }

              @Override
              public List<Map<String, Object>> unfit(String cells) {
                List<Map<String, Object>> unfit = new ArrayList<>();
                unlessRefused(
                    () -> unfit.addAll(trial.rows("rejects/unfit", names, Map.of("cells", cells))));
                return unfit;
              }
            })
        .store(records, squeeze);
    return ids;
  }

  private static Map<String, Object> parameters(Chunk chunk, String versions) {
    return Map.of("rows", chunk.rows(), "submissions", chunk.submissions(), "versions", versions);
  }

  /** Gives the SQLSTATE when the data of the question is refused. */
  private static Optional<String> unlessRefused(Runnable question) {
    try {
      question.run();
      return Optional.empty();
    } catch (DataRefused refused) {
      return Optional.of(refused.state());
    }
  }
}
