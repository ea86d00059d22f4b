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
 * Reads records in bounded memory. Of a record that is too large it keeps only the id and {@code
 * __system}; a value that is too large becomes an {@link OversizedValue}. Numbers keep all digits:
 * a decimal must not pass through binary floating point.
 */
final class RecordReader {

  static final int MAX_NUMBER_LENGTH = 1_000;
  static final int MAX_DEPTH = StreamReadConstraints.DEFAULT_MAX_DEPTH;

  /**
   * A parsed record takes several times the memory of its JSON, beside a chunk of other records.
   */
  private static final long MAX_RECORD_BYTES =
      Math.min(Math.max(Runtime.getRuntime().maxMemory() / 8, 8L << 20), 128L << 20);

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Fields that every record keeps. */
  private static final Set<String> KEPT_FIELDS = Set.of("__id", "__system");

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              // BoundedJson enforces the limits
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(2 * MAX_NUMBER_LENGTH)
                  .build())
          .build();

  private final BoundedJson answer;
  private final JsonParser parser;
  private final long maxRecordBytes;
  private long recordStart;
  private boolean skipped;
  private boolean isKept;

  RecordReader(InputStream answer) throws IOException {
    this(answer, MAX_RECORD_BYTES);
  }

  /**
   * @param maxRecordBytes of a record; a text has at most half of that
   */
  RecordReader(InputStream answer, long maxRecordBytes) throws IOException {
    // one character over the limit shows that a number was cut
    this.answer = new BoundedJson(answer, maxRecordBytes / 2, MAX_NUMBER_LENGTH + 1, MAX_DEPTH);
    this.parser = FACTORY.createParser(this.answer);
    this.maxRecordBytes = maxRecordBytes;
  }

  /** The parser of the whole answer. */
  JsonParser parser() {
    return parser;
  }

  /** Reads the record at the parser's current token and moves to its end. */
  ObjectNode read() throws IOException {
    recordStart = answer.total();
    skipped = false;
    ObjectNode record = JSON.objectNode();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      isKept = KEPT_FIELDS.contains(name);
      if (isTooLarge()) {
        skip();
      } else {
        record.set(name, value());
      }
    }
    if (skipped) {
      record.retain(KEPT_FIELDS);
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
        skip();
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
        skip();
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

  /** As Jackson does: the smallest type for an integer, all digits for others. */
  private JsonNode number() throws IOException {
    String digits = parser.getText();
    if (digits.length() > MAX_NUMBER_LENGTH) {
      return JSON.textNode(OversizedValue.LONG_NUMBER.text());
    }
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      return integer(new BigInteger(digits));
    }
    try {
      return JSON.numberNode(new BigDecimal(digits));
    } catch (NumberFormatException exponentTooLarge) {
      return JSON.textNode(OversizedValue.LONG_NUMBER.text());
    }
  }

  private static JsonNode integer(BigInteger number) {
    if (number.bitLength() < Integer.SIZE) {
      return JSON.numberNode(number.intValue());
    }
    return number.bitLength() < Long.SIZE
        ? JSON.numberNode(number.longValue())
        : JSON.numberNode(number);
  }

  private boolean isTooLarge() {
    return !isKept && answer.total() - recordStart > maxRecordBytes;
  }

  private void skip() throws IOException {
    skipped = true;
    parser.skipChildren();
  }
}
