package org.odksync.warehouse.row;

/** A record of Central lacks a mandatory field. The message contains no data. */
public final class MalformedRecord extends RuntimeException {

  MalformedRecord(String message) {
    super(message);
  }
}
