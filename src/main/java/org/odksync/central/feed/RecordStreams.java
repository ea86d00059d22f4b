package org.odksync.central.feed;

import java.io.InputStream;
import java.util.concurrent.Executor;

/**
 * Opens the records of answers to feed requests.
 *
 * @param maxRecords of a chunk; large records make smaller chunks
 * @param readers runs the tasks that read the next chunk while the previous one is stored
 */
public record RecordStreams(int maxRecords, Executor readers) {

  RecordStream open(InputStream answer) {
    return new RecordStream(answer, maxRecords, readers);
  }
}
