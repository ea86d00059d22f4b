package org.odksync.central.feed;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.odksync.warehouse.row.OversizedValue;

/**
 * Bounds the memory that parsing JSON takes. Cuts long texts and long numbers, and skips values
 * that are nested too deeply, as they arrive. A cut text ends with an {@link OversizedValue}; a
 * skipped value is replaced by one. Does not change anything else. Expects UTF-8. Keeps only a
 * fixed buffer in memory.
 */
final class BoundedJson extends FilterInputStream {

  private static final int BUFFER = 8 * 1024;

  private static final byte[] CUT = escaped(OversizedValue.LONG_TEXT);
  private static final byte[] DEEP =
      ('"' + text(OversizedValue.DEEP) + '"').getBytes(StandardCharsets.US_ASCII);

  private final long maxTextBytes;
  private final int maxNumberLength;
  private final int maxDepth;
  private final byte[] source = new byte[BUFFER];

  /** Larger than the input buffer, because one byte may become a replacement text. */
  private final byte[] bounded = new byte[BUFFER * DEEP.length];

  private int filled;
  private int position;
  private byte last;
  private long total;
  private int depth;

  /** The depth at which skipping began; 0 if nothing is skipped. */
  private int skippedDepth;

  private boolean insideText;
  private boolean cut;
  private boolean escaped;
  private int hexDigits;
  private long textBytes;
  private int numberLength;

  /**
   * @param maxTextBytes between the quotes
   * @param maxNumberLength in characters; the last one is always a digit
   * @param maxDepth of nested objects and lists
   */
  BoundedJson(InputStream json, long maxTextBytes, int maxNumberLength, int maxDepth) {
    super(json);
    this.maxTextBytes = maxTextBytes;
    this.maxNumberLength = maxNumberLength;
    this.maxDepth = maxDepth;
  }

  /** The number of bytes delivered so far. */
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
    while (position == filled) {
      int read = in.read(source, 0, BUFFER);
      if (read < 0) {
        return -1;
      }
      position = 0;
      filled = 0;
      for (int i = 0; i < read; i++) {
        i += copyText(i, read);
        if (i == read) {
          break;
        }
        if (insideText) {
          filterText(source[i]);
        } else {
          filter(source[i]);
        }
      }
    }
    int some = Math.min(length, filled - position);
    System.arraycopy(bounded, position, bytes, offset, some);
    position += some;
    total += some;
    return some;
  }

  @Override
  public int available() {
    return filled - position;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /**
   * Copies the text up to its next quote or backslash at once, which is nearly all of an answer.
   *
   * @return the number of bytes copied; 0 if each one must be looked at
   */
  private int copyText(int from, int until) {
    if (!insideText || cut || escaped || hexDigits > 0 || skippedDepth > 0) {
      return 0;
    }
    int end = from;
    while (end < until && source[end] != '"' && source[end] != '\\') {
      end++;
    }
    int length = end - from;
    if (length == 0 || textBytes + length > maxTextBytes) {
      return 0;
    }
    System.arraycopy(source, from, bounded, filled, length);
    filled += length;
    textBytes += length;
    last = source[end - 1];
    return length;
  }

  private void filterText(byte next) {
    boolean startsCharacter = !escaped && hexDigits == 0 && (next & 0xC0) != 0x80;
    if (escaped) {
      escaped = false;
      hexDigits = next == 'u' ? 4 : 0;
    } else if (hexDigits > 0) {
      hexDigits--;
    } else if (next == '\\') {
      escaped = true;
    } else if (next == '"') {
      insideText = false;
      if (cut) {
        put(CUT);
      }
      put(next);
      return;
    }
    // cuts only between characters
    cut |= ++textBytes > maxTextBytes && startsCharacter;
    if (!cut) {
      put(next);
    }
  }

  private void filter(byte next) {
    boolean inNumber = isNumberCharacter(next);
    numberLength = inNumber ? numberLength + 1 : 0;
    switch (next) {
      case '"' -> {
        insideText = true;
        cut = false;
        textBytes = 0;
        put(next);
      }
      case '{', '[' -> begin(next);
      case '}', ']' -> end(next);
      default -> {
        if (numberLength <= maxNumberLength || !isDigit(last)) {
          put(next);
        }
      }
    }
  }

  private void begin(byte bracket) {
    depth++;
    if (depth == maxDepth + 1) {
      put(DEEP);
      skippedDepth = depth;
    }
    put(bracket);
  }

  private void end(byte bracket) {
    put(bracket);
    if (skippedDepth == depth) {
      skippedDepth = 0;
    }
    depth--;
  }

  private void put(byte[] all) {
    for (byte each : all) {
      put(each);
    }
  }

  private void put(byte next) {
    if (skippedDepth == 0) {
      bounded[filled++] = next;
      last = next;
    }
  }

  private static boolean isNumberCharacter(byte next) {
    return isDigit(next) || next == '-' || next == '+' || next == '.' || next == 'e' || next == 'E';
  }

  private static boolean isDigit(byte next) {
    return '0' <= next && next <= '9';
  }

  private static byte[] escaped(OversizedValue replacement) {
    return text(replacement).getBytes(StandardCharsets.US_ASCII);
  }

  private static String text(OversizedValue replacement) {
    return "\\u%04x%s"
        .formatted((int) replacement.text().charAt(0), replacement.text().substring(1));
  }
}
