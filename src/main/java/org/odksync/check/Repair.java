package org.odksync.check;

/** A command that removes differences. The constants are in the order to run them in. */
public enum Repair {
  READ_AGAIN("odk-sync resync"),
  RECONCILE("odk-sync sync reconcile --full"),
  IMAGES("odk-sync sync reconcile --full --images"),
  REBUILD("odk-sync rebuild");

  private final String command;

  Repair(String command) {
    this.command = command;
  }

  public String command() {
    return command;
  }
}
