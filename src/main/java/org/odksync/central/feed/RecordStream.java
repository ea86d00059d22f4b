package org.odksync.central.feed;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.odksync.error.ErrorClass;
import org.odksync.error.SyncFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records of one OData answer, in chunks, as they arrive. Only an answer that was read to its
 * end is complete: Central sends status 200 before it knows whether it can send everything, and the
 * last fields follow the records.
 */
public final class RecordStream implements Iterator<List<ObjectNode>> {

  private static final Logger LOG = LoggerFactory.getLogger(RecordStream.class);

  static final int MAX_RECORDS = 1_000;

  /**
   * Several chunks are in memory at once, and a parsed record takes many times its bytes. In a
   * small heap, larger chunks cost more for the garbage collector than they save in PostgreSQL.
   */
  static final int MAX_BYTES = 1024 * 1024;

  private final InputStream answer;
  private final RecordReader reader;
  private final JsonParser parser;
  private final int maxRecords;
  private @Nullable String nextLink;
  private boolean hasMore;

  public RecordStream(InputStream answer) {
    this(answer, MAX_RECORDS);
  }

  /**
   * @param maxRecords of a chunk; large records make smaller chunks
   */
  RecordStream(InputStream answer, int maxRecords) {
    this.maxRecords = maxRecords;
    this.answer = answer;
    try {
      reader = new RecordReader(answer);
      parser = reader.parser();
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw notOdata(null);
      }
      hasMore = moveToFirstRecord();
    } catch (JsonParseException notJson) {
      throw notOdata(notJson);
    } catch (IOException broken) {
      throw cutShort(broken);
    }
  }

  /** Closes the answer, which aborts its connection before the end. */
  void close() {
    try {
      answer.close();
    } catch (IOException e) {
      throw cutShort(e);
    }
  }

  /** Closes an answer that has already failed; ignores further errors. */
  void abort() {
    try {
      answer.close();
    } catch (IOException broken) {
      LOG.debug("A broken answer could not be closed");
    }
  }

  /** The link to the next page; null after the last one. Known only at the end of the answer. */
  @Nullable String nextLink() {
    return nextLink;
  }

  @Override
  public boolean hasNext() {
    return hasMore;
  }

  @Override
  public List<ObjectNode> next() {
    if (!hasMore) {
      throw new NoSuchElementException();
    }
    try {
      return chunk();
    } catch (IOException broken) {
      throw cutShort(broken);
    }
  }

  private List<ObjectNode> chunk() throws IOException {
    List<ObjectNode> records = new ArrayList<>();
    long limit = parser.currentLocation().getByteOffset() + MAX_BYTES;
    while (parser.currentToken() == JsonToken.START_OBJECT) {
      records.add(reader.read());
      parser.nextToken();
      if (records.size() == maxRecords || parser.currentLocation().getByteOffset() >= limit) {
        break;
      }
    }
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      hasMore = false;
      finish();
    }
    return records;
  }

  /** Moves to the first record. Without records, reads the answer to its end and returns false. */
  private boolean moveToFirstRecord() throws IOException {
    boolean hasValue = false;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      JsonToken value = parser.nextToken();
      if (field.equals("value") && value == JsonToken.START_ARRAY) {
        if (parser.nextToken() == JsonToken.START_OBJECT) {
          return true;
        }
        hasValue = true;
      } else {
        readField(field);
      }
    }
    if (!hasValue) {
      throw notOdata(null);
    }
    requireEnd();
    return false;
  }

  private void finish() throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      parser.nextToken();
      readField(field);
    }
    requireEnd();
  }

  private void readField(String field) throws IOException {
    if (field.equals("@odata.nextLink")) {
      nextLink = parser.getText();
    }
    parser.skipChildren();
  }

  private void requireEnd() throws IOException {
    if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
      throw new IOException("the answer has no end");
    }
  }

  private static SyncFailure cutShort(IOException broken) {
    return new SyncFailure(
        ErrorClass.NETWORK,
        broken instanceof InterruptedIOException
            ? "Central stopped sending in the middle of an answer: look at its log and its database; the next run tries again"
            : "Central's answer was cut short: look at its log; the next run tries again",
        broken);
  }

  private static SyncFailure notOdata(@Nullable Throwable cause) {
    return new SyncFailure(
        ErrorClass.DATA,
        "the answer to the request for submissions is not OData: check that ODK_BASE_URL is the"
            + " address of ODK Central, and that no proxy answers in its place",
        cause);
  }
}
