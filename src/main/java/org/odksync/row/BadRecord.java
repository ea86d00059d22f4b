package org.odksync.row;

/** A record of Central that lacks what every record has. The message holds no data. */
public final class BadRecord extends RuntimeException {

  BadRecord(String message) {
    super(message);
  }
}
