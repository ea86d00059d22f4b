package org.odksync.central.feed;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.odksync.warehouse.row.OversizedValue;

/**
 * JSON without what would take any amount of memory to parse: of a text that is too long the rest
 * is passed over as it arrives, and of a number with too many digits; what is nested too deeply is
 * passed over as a whole. An {@link OversizedValue} ends such a text, and stands for what is nested
 * too deeply. Everything else is as it is. Needs UTF-8, and memory for a buffer only.
 */
final class BoundedJson extends FilterInputStream {

  private static final int BUFFER = 8 * 1024;

  private static final byte[] CUT = escaped(OversizedValue.LONG_TEXT);
  private static final byte[] DEEP =
      ('"' + text(OversizedValue.DEEP) + '"').getBytes(StandardCharsets.US_ASCII);

  private final long longestText;
  private final int longestNumber;
  private final int deepest;
  private final byte[] source = new byte[BUFFER];

  /** A byte may become a mark. */
  private final byte[] bounded = new byte[BUFFER * DEEP.length];

  private int filled;
  private int given;
  private byte last;
  private long total;
  private int depth;

  /** The depth of what is passed over; 0 for nothing. */
  private int passedOver;

  private boolean inText;
  private boolean cut;
  private boolean escaped;
  private int hexDigits;
  private long lengthOfText;
  private int lengthOfNumber;

  /**
   * @param longestText bytes between its quotes
   * @param longestNumber characters, of which the last is always a digit
   * @param deepest how many objects and lists may be within each other
   */
  BoundedJson(InputStream json, long longestText, int longestNumber, int deepest) {
    super(json);
    this.longestText = longestText;
    this.longestNumber = longestNumber;
    this.deepest = deepest;
  }

  /** How many bytes have been given. */
  long total() {
    return total;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    while (given == filled) {
      int read = in.read(source, 0, BUFFER);
      if (read < 0) {
        return -1;
      }
      given = 0;
      filled = 0;
      for (int i = 0; i < read; i++) {
        if (inText) {
          takeOfText(source[i]);
        } else {
          take(source[i]);
        }
      }
    }
    int some = Math.min(length, filled - given);
    System.arraycopy(bounded, given, bytes, offset, some);
    given += some;
    total += some;
    return some;
  }

  @Override
  public int available() {
    return filled - given;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void takeOfText(byte next) {
    boolean begins = !escaped && hexDigits == 0 && (next & 0xC0) != 0x80;
    if (escaped) {
      escaped = false;
      hexDigits = next == 'u' ? 4 : 0;
    } else if (hexDigits > 0) {
      hexDigits--;
    } else if (next == '\\') {
      escaped = true;
    } else if (next == '"') {
      inText = false;
      if (cut) {
        put(CUT);
      }
      put(next);
      return;
    }
    // not within a character
    cut |= ++lengthOfText > longestText && begins;
    if (!cut) {
      put(next);
    }
  }

  private void take(byte next) {
    boolean ofNumber = isOfNumber(next);
    lengthOfNumber = ofNumber ? lengthOfNumber + 1 : 0;
    switch (next) {
      case '"' -> {
        inText = true;
        cut = false;
        lengthOfText = 0;
        put(next);
      }
      case '{', '[' -> begin(next);
      case '}', ']' -> end(next);
      default -> {
        if (lengthOfNumber <= longestNumber || !isDigit(last)) {
          put(next);
        }
      }
    }
  }

  private void begin(byte bracket) {
    depth++;
    if (depth == deepest + 1) {
      put(DEEP);
      passedOver = depth;
    }
    put(bracket);
  }

  private void end(byte bracket) {
    put(bracket);
    if (passedOver == depth) {
      passedOver = 0;
    }
    depth--;
  }

  private void put(byte[] all) {
    for (byte each : all) {
      put(each);
    }
  }

  private void put(byte next) {
    if (passedOver == 0) {
      bounded[filled++] = next;
      last = next;
    }
  }

  private static boolean isOfNumber(byte next) {
    return isDigit(next) || next == '-' || next == '+' || next == '.' || next == 'e' || next == 'E';
  }

  private static boolean isDigit(byte next) {
    return '0' <= next && next <= '9';
  }

  private static byte[] escaped(OversizedValue unread) {
    return text(unread).getBytes(StandardCharsets.US_ASCII);
  }

  private static String text(OversizedValue unread) {
    return "\\u%04x%s".formatted((int) unread.text().charAt(0), unread.text().substring(1));
  }
}
