package org.odksync.warehouse.row;

import java.util.Set;

/** Is notified of stored chunks of a feed. */
public interface ChunkListener {

  /** The chunk is stored, except its rejects. */
  void stored(Chunk chunk);

  /** The ids of submissions that the database cannot store. */
  Set<String> unstorableIds();
}
