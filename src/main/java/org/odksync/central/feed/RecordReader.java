package org.odksync.central.feed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Set;
import org.odksync.warehouse.row.CentralRecord;
import org.odksync.warehouse.row.OversizedValue;

/**
 * Reads records, each in a bounded amount of memory: of one that is larger only its id and {@code
 * __system} are left, and a value that is larger is an {@link OversizedValue}. Numbers stay as they
 * are: a decimal is not to change on its way through binary floating point.
 */
final class RecordReader {

  static final int LONGEST_NUMBER = 1_000;
  static final int DEEPEST = StreamReadConstraints.DEFAULT_MAX_DEPTH;

  /** A record takes some times as much memory as its JSON; a chunk of others is there besides. */
  private static final long LARGEST_RECORD =
      Math.min(Math.max(Runtime.getRuntime().maxMemory() / 8, 8L << 20), 128L << 20);

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Of what a record needs to be known by. */
  private static final Set<String> ALWAYS = Set.of("__id", "__system");

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              // BoundedJson has the limits
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(2 * LONGEST_NUMBER)
                  .build())
          .build();

  private final BoundedJson answer;
  private final JsonParser parser;
  private final long largest;
  private long begin;
  private boolean passedOver;
  private boolean always;

  RecordReader(InputStream answer) throws IOException {
    this(answer, LARGEST_RECORD);
  }

  /**
   * @param largest bytes of a record; a text has at most half of that
   */
  RecordReader(InputStream answer, long largest) throws IOException {
    // one character more than a number may have tells of those that were there
    this.answer = new BoundedJson(answer, largest / 2, LONGEST_NUMBER + 1, DEEPEST);
    this.parser = FACTORY.createParser(this.answer);
    this.largest = largest;
  }

  /** Of the whole answer. */
  JsonParser parser() {
    return parser;
  }

  /** The record that begins at the parser's token, which is its end afterwards. */
  ObjectNode read() throws IOException {
    begin = answer.total();
    passedOver = false;
    ObjectNode record = JSON.objectNode();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      always = ALWAYS.contains(name);
      if (isTooLarge()) {
        passOver();
      } else {
        record.set(name, value());
      }
    }
    if (passedOver) {
      record.retain(ALWAYS);
      CentralRecord.unread(record, OversizedValue.LARGE_RECORD);
    }
    return record;
  }

  private JsonNode value() throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> JSON.textNode(text());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
      case VALUE_TRUE, VALUE_FALSE -> JSON.booleanNode(parser.getBooleanValue());
      default -> JSON.nullNode();
    };
  }

  private ObjectNode object() throws IOException {
    ObjectNode object = JSON.objectNode();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (isTooLarge()) {
        passOver();
      } else {
        object.set(name, value());
      }
    }
    return object;
  }

  private ArrayNode array() throws IOException {
    ArrayNode array = JSON.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (isTooLarge()) {
        passOver();
      } else {
        array.add(value());
      }
    }
    return array;
  }

  private String text() throws IOException {
    String text = parser.getText();
    return text.endsWith(OversizedValue.LONG_TEXT.text()) ? OversizedValue.LONG_TEXT.text() : text;
  }

  /** As Jackson has them: whole ones as small as they may be, others with all their digits. */
  private JsonNode number() throws IOException {
    String digits = parser.getText();
    if (digits.length() > LONGEST_NUMBER) {
      return JSON.textNode(OversizedValue.LONG_NUMBER.text());
    }
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      return whole(new BigInteger(digits));
    }
    try {
      return JSON.numberNode(new BigDecimal(digits));
    } catch (NumberFormatException exponent) {
      return JSON.textNode(OversizedValue.LONG_NUMBER.text());
    }
  }

  private static JsonNode whole(BigInteger number) {
    if (number.bitLength() < Integer.SIZE) {
      return JSON.numberNode(number.intValue());
    }
    return number.bitLength() < Long.SIZE
        ? JSON.numberNode(number.longValue())
        : JSON.numberNode(number);
  }

  private boolean isTooLarge() {
    return !always && answer.total() - begin > largest;
  }

  private void passOver() throws IOException {
    passedOver = true;
    parser.skipChildren();
  }
}
