package org.odksync.warehouse.row;

import java.util.Set;

/** Who counts what is stored of a feed. */
public interface ChunkListener {

  /** It is stored, but for what it calls rejected. */
  void stored(Chunk chunk);

  /** The ids of submissions that the database has no characters for. */
  Set<String> unnamed();
}
