package org.odksync.check;

/** A command that makes equal what differs; in the order in which they are to be used. */
public enum Repair {
  READ_AGAIN("odk-sync resync"),
  RECONCILE("odk-sync sync reconcile --full"),
  PICTURES("odk-sync sync reconcile --full --images"),
  REBUILD("odk-sync rebuild");

  private final String command;

  Repair(String command) {
    this.command = command;
  }

  /** As it is typed. */
  public String command() {
    return command;
  }
}
