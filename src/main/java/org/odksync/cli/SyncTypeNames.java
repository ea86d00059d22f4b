package org.odksync.cli;

import java.util.Iterator;
import java.util.List;
import org.odksync.run.SyncTypes;

/**
 * The sync types that a shell offers: those of the first form, for which neither routes nor a
 * database need be asked. Those of further forms are taken as well.
 */
final class SyncTypeNames implements Iterable<String> {

  private static final List<String> NAMES =
      List.of(
          "main_submissions",
          "person_details",
          "image_processing",
          "url_refresh",
          "unified",
          "views",
          "reconcile",
          "history_cleanup");

  @Override
  public Iterator<String> iterator() {
    return NAMES.iterator();
  }

  /** Those of them that read a feed of Central. */
  static final class Walks implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
      return NAMES.stream().filter(SyncTypes::isWalk).iterator();
    }
  }
}
