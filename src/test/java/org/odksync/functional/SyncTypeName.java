package org.odksync.functional;

/** The sync types as named in routes and tables. */
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

  /** Whether the type reads a feed. */
  boolean isFeed() {
    return this == MAIN || this == PERSONS;
  }
}
