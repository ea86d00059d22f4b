package org.odksync.central.feed;

import java.time.ZoneId;
import java.util.concurrent.Executor;

/**
 * How answers to feed requests are read.
 *
 * @param maxRecords of a chunk; large records make smaller chunks
 * @param zone for times without a zone
 * @param readers runs the tasks that read the next chunk while the previous one is stored
 */
public record RecordStreams(int maxRecords, ZoneId zone, Executor readers) {}
