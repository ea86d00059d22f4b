package org.odksync.warehouse.row;

/** A record of Central that lacks what every record has. The message holds no data. */
public final class MalformedRecord extends RuntimeException {

  MalformedRecord(String message) {
    super(message);
  }
}
