package org.odksync.warehouse.row;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneId;
import java.util.List;
import org.odksync.form.Tables;

/**
 * A chunk of a feed, ready to be stored.
 *
 * @param records of Central
 * @param rows of these records: one chunk for each table, in the order of the tables
 */
public record FeedChunk(List<ObjectNode> records, List<Chunk> rows) {

  /**
   * Records with their rows of the table of submissions.
   *
   * @param zone for times without a zone
   */
  public static FeedChunk ofSubmissions(Tables tables, List<ObjectNode> records, ZoneId zone) {
    return of(records, List.of(Chunk.ofSubmissions(tables, records, zone, 1)));
  }

  /**
   * Records with their rows of all repeats.
   *
   * @param zone for times without a zone
   */
  public static FeedChunk ofChildren(Tables tables, List<ObjectNode> records, ZoneId zone) {
    return of(
        records,
        tables.repeats().stream()
            .map(repeat -> Chunk.ofChildren(repeat, records, tables.keepsDeleted(), zone, 1))
            .toList());
  }

  /** Writes the JSON now, because the caller's thread has the time. */
  private static FeedChunk of(List<ObjectNode> records, List<Chunk> rows) {
    rows.forEach(Chunk::parameters);
    return new FeedChunk(records, rows);
  }
}
