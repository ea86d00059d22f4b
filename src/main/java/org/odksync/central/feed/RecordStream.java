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
 * The records of one OData answer, in chunks, as they arrive. The answer counts only when it was
 * read to its end: Central says 200 before it knows whether it can send everything, and its last
 * fields come after the records.
 */
public final class RecordStream implements Iterator<List<ObjectNode>> {

  private static final Logger LOG = LoggerFactory.getLogger(RecordStream.class);

  static final int MOST_RECORDS = 1_000;
  static final int MOST_BYTES = 4 * 1024 * 1024;

  private final InputStream answer;
  private final RecordReader reader;
  private final JsonParser parser;
  private final int mostRecords;
  private @Nullable String nextLink;
  private boolean more;

  public RecordStream(InputStream answer) {
    this(answer, MOST_RECORDS);
  }

  /**
   * @param mostRecords how many a chunk holds, unless they are large
   */
  public RecordStream(InputStream answer, int mostRecords) {
    this.mostRecords = mostRecords;
    this.answer = answer;
    try {
      reader = new RecordReader(answer);
      parser = reader.parser();
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw notOdata(null);
      }
      more = findRecords();
    } catch (JsonParseException notJson) {
      throw notOdata(notJson);
    } catch (IOException broken) {
      throw cut(broken);
    }
  }

  /** Ends the connection, if there was more to come. */
  void close() {
    try {
      answer.close();
    } catch (IOException e) {
      throw cut(e);
    }
  }

  /** The same for an answer that has failed already: how it ends does not matter. */
  void abandon() {
    try {
      answer.close();
    } catch (IOException broken) {
      LOG.debug("An answer that broke off did not end in order");
    }
  }

  /** Where the rest of the feed is; null when this answer was the last. Known at the end only. */
  @Nullable String nextLink() {
    return nextLink;
  }

  @Override
  public boolean hasNext() {
    return more;
  }

  @Override
  public List<ObjectNode> next() {
    if (!more) {
      throw new NoSuchElementException();
    }
    try {
      return chunk();
    } catch (IOException broken) {
      throw cut(broken);
    }
  }

  private List<ObjectNode> chunk() throws IOException {
    List<ObjectNode> records = new ArrayList<>();
    long full = parser.currentLocation().getByteOffset() + MOST_BYTES;
    while (parser.currentToken() == JsonToken.START_OBJECT) {
      records.add(reader.read());
      parser.nextToken();
      if (records.size() == mostRecords || parser.currentLocation().getByteOffset() >= full) {
        break;
      }
    }
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      more = false;
      finish();
    }
    return records;
  }

  /**
   * Moves to the first record; false when there is none, and then the answer is read to its end.
   */
  private boolean findRecords() throws IOException {
    boolean found = false;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      JsonToken value = parser.nextToken();
      if (field.equals("value") && value == JsonToken.START_ARRAY) {
        if (parser.nextToken() == JsonToken.START_OBJECT) {
          return true;
        }
        found = true;
      } else {
        take(field);
      }
    }
    if (!found) {
      throw notOdata(null);
    }
    requireEnd();
    return false;
  }

  private void finish() throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      parser.nextToken();
      take(field);
    }
    requireEnd();
  }

  private void take(String field) throws IOException {
    if (field.equals("@odata.nextLink")) {
      nextLink = parser.getText();
    }
    parser.skipChildren();
  }

  private void requireEnd() throws IOException {
    if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
      throw new IOException("no end of the answer");
    }
  }

  private static SyncFailure cut(IOException broken) {
    return new SyncFailure(
        ErrorClass.NETWORK,
        broken instanceof InterruptedIOException
            ? "Central fell silent in its answer: look at its log and its database; the next run tries again"
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
