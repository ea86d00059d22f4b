package org.odksync.check;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.odksync.form.Form;
import org.odksync.form.FormVersion;
import org.odksync.form.FormVersion.RepeatTable;
import org.odksync.form.Named;
import org.odksync.form.Table;
import org.odksync.form.Tables;
import org.odksync.row.CentralRecord;
import org.odksync.row.Chunk;
import org.odksync.row.Portions;
import org.odksync.row.Versions;
import org.odksync.run.Diagnosis;

/**
 * Whether each value is stored that Central has: what would be stored now is compared with what is,
 * inside the database.
 */
final class Values {

  private final Trial trial;
  private final Form form;
  private final String zone;

  /**
   * @param zone name of the time zone of times that have none
   */
  Values(Trial trial, Form form, String zone) {
    this.trial = trial;
    this.form = form;
    this.zone = zone;
  }

  /** The ids of those expanded records whose values, or children, are stored otherwise. */
  Set<String> differing(List<ObjectNode> records) {
    FormVersion version = form.getVersion();
    Tables tables = version.tables();
    Set<String> differing =
        differing(
            tables.main(),
            version,
            "verify/values",
            records,
            some -> Portions.ofSubmissions(tables, some, zone));
    for (RepeatTable repeat : version.repeats()) {
      differing.addAll(
          differing(
              repeat.table(),
              repeat,
              "verify/child_values",
              records,
              some -> Portions.ofChildren(repeat.table(), some, tables.keepsDeleted(), zone)));
    }
    return differing;
  }

  private Set<String> differing(
      Table table,
      Named names,
      String statement,
      List<ObjectNode> records,
      Function<List<ObjectNode>, Portions> portions) {
    Set<String> differing = ids(portions.apply(records), names, statement, records);
    // what was too wide for its row is stored with less of it in columns
    int most = table.columnOfRest().isPresent() ? Portions.NARROWEST : 1;
    for (int squeeze = 2; squeeze <= most && !differing.isEmpty(); squeeze *= 2) {
      Set<String> left = differing;
      List<ObjectNode> some =
          records.stream().filter(record -> left.contains(CentralRecord.id(record))).toList();
      differing = ids(portions.apply(some).narrowed(squeeze), names, statement, some);
    }
    return differing;
  }

  /** As they would be stored, without the values that PostgreSQL refuses. */
  private Set<String> ids(
      Portions portions, Named names, String statement, List<ObjectNode> records) {
    Set<String> ids = new LinkedHashSet<>();
    String versions = Versions.of(records);
    while (portions.isAnyLeft()) {
      Chunk chunk = portions.next();
      Map<String, Object> parameters =
          Map.of("rows", chunk.rows(), "submissions", chunk.submissions(), "versions", versions);
      try {
        trial
            .rows(statement, names, parameters)
            .forEach(row -> ids.add(String.valueOf(row.get("submission_id"))));
        portions.stored();
      } catch (RuntimeException refused) {
        refuse(portions, refused);
      }
      if (portions.isInDoubt()) {
        mend(portions, names);
      }
    }
    return ids;
  }

  private void mend(Portions portions, Named names) {
    try {
      portions.mend(trial.rows("rejects/unfit", names, Map.of("cells", portions.cells())));
    } catch (RuntimeException refused) {
      refuse(portions, refused);
    }
  }

  private static void refuse(Portions portions, RuntimeException refused) {
    if (!Diagnosis.isOfRecord(refused)) {
      throw refused;
    }
    portions.refused(Diagnosis.state(refused));
  }
}
