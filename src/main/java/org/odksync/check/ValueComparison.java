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
import org.odksync.form.StatementSource;
import org.odksync.form.Table;
import org.odksync.form.Tables;
import org.odksync.warehouse.row.CentralRecord;
import org.odksync.warehouse.row.Chunk;
import org.odksync.warehouse.row.ChunkBisection;
import org.odksync.warehouse.row.SubmissionVersions;

/**
 * Compares each value at Central with the stored one. The database compares the rows that we would
 * store now with the rows it has.
 */
final class ValueComparison {

  private final CheckRunner runner;
  private final Form form;
  private final ZoneId zone;

  /**
   * @param zone for times without one
   */
  ValueComparison(CheckRunner runner, Form form, ZoneId zone) {
    this.runner = runner;
    this.form = form;
    this.zone = zone;
  }

  /**
   * The ids of the expanded records whose stored values or children differ. Removes the children
   * from the records.
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
      StatementSource names,
      String statement,
      List<ObjectNode> records,
      Function<ChunkBisection.Store, ChunkBisection> bisection) {
    Set<String> differing = ids(names, statement, records, 1, bisection);
    // rows that were too wide were stored with fewer columns, so compare them that way too
    int maxSqueeze = table.columnOfRest().isPresent() ? ChunkBisection.MAX_SQUEEZE_FACTOR : 1;
    for (int squeeze = 2; squeeze <= maxSqueeze && !differing.isEmpty(); squeeze *= 2) {
      Set<String> remaining = differing;
      List<ObjectNode> narrower =
          records.stream().filter(record -> remaining.contains(CentralRecord.id(record))).toList();
      differing = ids(names, statement, narrower, squeeze, bisection);
    }
    return differing;
  }

  /** Builds the rows as a run would, without the values that PostgreSQL refuses. */
  private Set<String> ids(
      StatementSource names,
      String statement,
      List<ObjectNode> records,
      int squeeze,
      Function<ChunkBisection.Store, ChunkBisection> bisection) {
    Set<String> ids = new LinkedHashSet<>();
    String versions = SubmissionVersions.of(records);
    bisection
        .apply(
            new ChunkBisection.Store() {
              @Override
              public Optional<String> put(Chunk chunk) {
                return unlessRefused(
                    () ->
                        runner
                            .rows(statement, names, parameters(chunk, versions))
                            .forEach(row -> ids.add(String.valueOf(row.get("submission_id")))));
              }

              @Override
              public List<Map<String, Object>> unfit(String cells) {
                List<Map<String, Object>> unfit = new ArrayList<>();
                unlessRefused(
                    () ->
                        unfit.addAll(runner.rows("rejects/unfit", names, Map.of("cells", cells))));
                return unfit;
              }
            })
        .store(records, squeeze);
    return ids;
  }

  private static Map<String, Object> parameters(Chunk chunk, String versions) {
    return Map.of("rows", chunk.rows(), "submissions", chunk.submissions(), "versions", versions);
  }

  /** Gives the SQLSTATE when PostgreSQL refuses the data of the query. */
  private static Optional<String> unlessRefused(Runnable query) {
    try {
      query.run();
      return Optional.empty();
    } catch (DataRefused refused) {
      return Optional.of(refused.state());
    }
  }
}
