package org.odksync.warehouse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.odksync.form.FormVersion.RepeatTable;
import org.odksync.form.Named;
import org.odksync.row.Chunk;
import org.odksync.row.ChunkListener;
import org.odksync.row.Portions;
import org.odksync.row.Versions;
import org.odksync.run.Diagnosis;
import org.odksync.run.Run;

/**
 * Stores a chunk of a feed, whole or not at all; what PostgreSQL refuses of it becomes a reject, of
 * which the work of the run is told, a {@link ChunkListener}. It writes under the lease of the run.
 */
public final class ChunkWriter implements AutoCloseable {

  private final ZoneId zone;
  private @Nullable WarehouseClient client;

  /**
   * @param zone of times that have none
   */
  public ChunkWriter(ZoneId zone) {
    this.zone = zone;
  }

  /** Stores submissions in the form's main table. */
  public void submissions(
      @Body List<ObjectNode> records, @Variable("run") Run run, CamelContext camel) {
    Portions.ofSubmissions(
            run.version().tables(), zone, target(camel, run, run.version(), "submissions/upsert"))
        .store(records);
  }

  /**
   * Replaces the children of submissions, repeat by repeat, and links the files that they name and
   * that are stored already.
   */
  public void children(
      @Body List<ObjectNode> records, @Variable("run") Run run, CamelContext camel) {
    boolean keeps = run.version().tables().keepsDeleted();
    for (RepeatTable repeat : run.version().repeats()) {
      Portions.ofChildren(
              repeat.table(), keeps, zone, target(camel, run, repeat, "repeats/replace"))
          .store(records);
    }
    Map<String, Object> versions =
        Map.of("versions", Versions.ofStored(records, listener(run).unnamed()));
    for (RepeatTable repeat : run.version().repeatsWithImages()) {
      client(camel).rows(run, "repeats/link", repeat, versions);
    }
    client(camel).rows(run, "repeats/record", run.version(), versions);
  }

  @Override
  public synchronized void close() throws IOException {
    if (client != null) {
      client.close();
    }
  }

  private static ChunkListener listener(Run run) {
    return (ChunkListener) Objects.requireNonNull(run.work());
  }

  private Portions.Store target(CamelContext camel, Run run, Named names, String statement) {
    return new Portions.Store() {
      @Override
      public Optional<String> put(Chunk chunk) {
        Exchange put = client(camel).send(run, statement, names, chunk.parameters());
        Optional<String> refusal = refusal(put);
        if (refusal.isEmpty()) {
          listener(run).stored(chunk);
        }
        return refusal;
      }

      @Override
      public List<Map<String, Object>> unfit(String cells) {
        Exchange asked = client(camel).send(run, "rejects/unfit", names, Map.of("cells", cells));
        return refusal(asked).isPresent() ? List.of() : WarehouseClient.rows(asked);
      }
    };
  }

  private synchronized WarehouseClient client(CamelContext camel) {
    if (client == null) {
      client = new WarehouseClient(camel);
    }
    return client;
  }

  /** Empty when it was done; what is no refusal of the data ends the run. */
  private static Optional<String> refusal(Exchange sent) {
    Exception failure = sent.getException();
    if (failure == null) {
      return Optional.empty();
    }
    if (Diagnosis.isOfRecord(failure)) {
      return Optional.of(Diagnosis.state(failure));
    }
    throw failure instanceof RuntimeException known ? known : new RuntimeCamelException(failure);
  }
}
