package org.odksync.functional;

/** A sync type, as routes and tables name it. */
enum SyncTypeName {
  MAIN("main_submissions"),
  PERSONS("person_details"),
  IMAGES("image_processing"),
  LINKS("url_refresh"),
  RECONCILE("reconcile"),
  UNIFIED("unified");

  private final String id;

  SyncTypeName(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }

  /** Whether its runs read the feed of submissions. */
  boolean isFeed() {
    return this == MAIN || this == PERSONS;
  }
}
