package org.odksync.run;

/** Another run of the same sync type is active, in this process or another one. */
public final class LeaseHeld extends RuntimeException {

  public LeaseHeld(String sync) {
    super(sync + " is running already");
  }
}
