package org.odksync.warehouse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.odksync.central.Tally;
import org.odksync.form.FormVersion;
import org.odksync.form.FormVersion.RepeatTable;
import org.odksync.form.Named;
import org.odksync.row.Chunk;
import org.odksync.row.Portions;
import org.odksync.run.Diagnosis;

/**
 * Stores a chunk of a feed, whole or not at all; what PostgreSQL refuses of it becomes a reject. It
 * writes under the lease of the run whose exchange it is given.
 */
public final class ChunkWriter implements AutoCloseable {

  private final ZoneId zone;
  private @Nullable ProducerTemplate template;

  /**
   * @param zone of times that have none
   */
  public ChunkWriter(ZoneId zone) {
    this.zone = zone;
  }

  /** Stores submissions in the form's main table. */
  public void submissions(
      @Body List<ObjectNode> records, @Variable("version") FormVersion version, Exchange run) {
    Portions.ofSubmissions(version.tables(), zone, target(run, version, "submissions/upsert"))
        .store(records);
  }

  /** Replaces the children of submissions, repeat by repeat. */
  public void children(
      @Body List<ObjectNode> records, @Variable("version") FormVersion version, Exchange run) {
    boolean keeps = version.tables().keepsDeleted();
    for (RepeatTable repeat : version.repeats()) {
      Portions.ofChildren(repeat.table(), keeps, zone, target(run, repeat, "repeats/replace"))
          .store(records);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (template != null) {
      template.close();
    }
  }

  private Portions.Store target(Exchange run, Named names, String statement) {
    return new Portions.Store() {
      @Override
      public Optional<String> put(Chunk chunk) {
        Exchange put = send(run, names, statement, chunk.parameters());
        if (put.getException() == null) {
          run.getVariable("tally", Tally.class).rejected(chunk);
        }
        return refusal(put);
      }

      @Override
      @SuppressWarnings("unchecked") // as the connector gives them
      public List<Map<String, Object>> unfit(String cells) {
        Exchange asked = send(run, names, "rejects/unfit", Map.of("cells", cells));
        return refusal(asked).isPresent() ? List.of() : asked.getMessage().getBody(List.class);
      }
    };
  }

  private Exchange send(
      Exchange run, Named names, String statement, Map<String, Object> parameters) {
    return template(run)
        .send(
            "warehouse:" + statement + "?of=names",
            exchange -> {
              run.getVariables().forEach(exchange::setVariable);
              parameters.forEach(exchange::setVariable);
              exchange.setVariable("names", names);
            });
  }

  private synchronized ProducerTemplate template(Exchange run) {
    if (template == null) {
      template = run.getContext().createProducerTemplate();
    }
    return template;
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
