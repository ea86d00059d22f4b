package org.odksync.warehouse;

import java.time.ZoneId;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.odksync.error.DataRefused;
import org.odksync.form.FormVersion.RepeatTable;
import org.odksync.form.StatementSource;
import org.odksync.run.Run;
import org.odksync.warehouse.row.Chunk;
import org.odksync.warehouse.row.ChunkBisection;
import org.odksync.warehouse.row.ChunkListener;
import org.odksync.warehouse.row.FeedChunk;
import org.odksync.warehouse.row.SubmissionVersions;

/**
 * Stores a chunk of a feed, whole or not at all, under the lease of the run. Values that PostgreSQL
 * refuses become rejects. The work of the run is notified as a {@link ChunkListener}.
 */
public final class ChunkWriter {

  private final WarehouseClient warehouse;
  private final ZoneId zone;

  /**
   * @param zone for times without a zone
   */
  public ChunkWriter(WarehouseClient warehouse, ZoneId zone) {
    this.warehouse = warehouse;
    this.zone = zone;
  }

  /** Stores submissions in the form's main table. */
  public void storeSubmissions(@Body FeedChunk chunk, @Variable("run") Run run) {
    ChunkBisection.ofSubmissions(
            run.version().tables(), zone, target(run, run.version(), "submissions/upsert"))
        .store(chunk.records(), chunk.rows().get(0));
  }

  /**
   * Replaces the children of submissions, repeat by repeat, and writes the links of files that are
   * already stored.
   */
  public void storeChildren(@Body FeedChunk chunk, @Variable("run") Run run) {
    boolean keepsDeleted = run.version().tables().keepsDeleted();
    Iterator<Chunk> rows = chunk.rows().iterator();
    for (RepeatTable repeat : run.version().repeats()) {
      ChunkBisection.ofChildren(
              repeat.table(), keepsDeleted, zone, target(run, repeat, "repeats/replace"))
          .store(chunk.records(), rows.next());
    }
    Map<String, Object> versions =
        Map.of(
            "versions",
            SubmissionVersions.ofStored(chunk.records(), listener(run).unstorableIds()));
    for (RepeatTable repeat : run.version().repeatsWithImages()) {
      warehouse.rows(run, "repeats/link", repeat, versions);
    }
    warehouse.rows(run, "repeats/record", run.version(), versions);
  }

  private static ChunkListener listener(Run run) {
    return (ChunkListener) Objects.requireNonNull(run.work());
  }

  private ChunkBisection.Store target(Run run, StatementSource names, String statement) {
    return new ChunkBisection.Store() {
      @Override
      public Optional<String> put(Chunk chunk) {
        try {
          warehouse.rows(run, statement, names, chunk.parameters());
        } catch (DataRefused refused) {
          return Optional.of(refused.state());
        }
        listener(run).stored(chunk);
        return Optional.empty();
      }

      @Override
      public List<Map<String, Object>> unfit(String cells) {
        try {
          return warehouse.rows(run, "rejects/unfit", names, Map.of("cells", cells));
        } catch (DataRefused queryRefused) {
          return List.of();
        }
      }
    };
  }
}
