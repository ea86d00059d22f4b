package org.odksync.central.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.odksync.warehouse.row.OversizedValue;

/** What is too large is passed over wherever it stands, and everything else is as it was sent. */
class RecordReaderTest {

  private static final int LARGEST = 40_000;

  @Test
  void everythingElseIsAsItWasSent() throws IOException {
    String record =
        """
        {"__id":"a","t":"q\\"\\\\\\u00e9\\ud83d\\ude00é😀 }{][","i":-12,"l":123456789012,"b":123456789012345678901234567890,
         "d":-1.50e-7,"n":null,"y":true,"f":false,"o":{"a":[1,[],{}, "x"]},"half":"\\ud83d"}""";

    assertThat(read(record))
        .containsExactly(
            (ObjectNode)
                new ObjectMapper()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .readTree(record));
  }

  @Test
  void longTextIsPassedOver() throws IOException {
    String text = "é\\u00e9\\\\\\\"".repeat(LARGEST);

    assertThat(read("{\"__id\":\"a\",\"t\":\"%s\",\"n\":1},{\"__id\":\"b\"}".formatted(text)))
        .containsExactly(
            tree("{\"__id\":\"a\",\"t\":\"%s\",\"n\":1}", OversizedValue.LONG_TEXT),
            tree("{\"__id\":\"b\"}"));
  }

  @Test
  void textOfWideCharactersIsPassedOverToo() throws IOException {
    assertThat(read("{\"__id\":\"a\",\"t\":\"%s\"}".formatted("ŋ".repeat(LARGEST))))
        .containsExactly(tree("{\"__id\":\"a\",\"t\":\"%s\"}", OversizedValue.LONG_TEXT));
  }

  @Test
  void longNumberIsPassedOver() throws IOException {
    for (String number :
        List.of(
            "9".repeat(1_001),
            "-1." + "0".repeat(5_000) + "e+5",
            "1" + "0".repeat(999) + "e+" + "9".repeat(5_000),
            "1e99999999999999")) {
      assertThat(read("{\"__id\":\"a\",\"n\":%s,\"m\":[%s]}".formatted(number, number)))
          .containsExactly(
              tree("{\"__id\":\"a\",\"n\":\"%1$s\",\"m\":[\"%1$s\"]}", OversizedValue.LONG_NUMBER));
    }
    assertThat(
            read("{\"__id\":\"a\",\"n\":%s}".formatted("9".repeat(1_000))).get(0).get("n").asText())
        .isEqualTo("9".repeat(1_000));
  }

  @Test
  void deepValueIsPassedOver() throws IOException {
    String deep = "{\"a\":[".repeat(1_000) + "\"}]\"" + "]}".repeat(1_000);
    ObjectNode record = read("{\"__id\":\"a\",\"g\":%s,\"n\":1}".formatted(deep)).get(0);

    assertThat(record.get("n").intValue()).isEqualTo(1);
    JsonNode node = record.get("g");
    int depth = 0;
    while (node.isContainerNode()) {
      node = node.elements().next();
      depth++;
    }
    assertThat(node.textValue()).isEqualTo(OversizedValue.DEEP.text());
    assertThat(depth).isEqualTo(997);
  }

  @Test
  void largeRecordIsKnownByItsIdAndTimes() throws IOException {
    // the parser is given some thousand bytes at once
    String children = "{\"n\":1},".repeat(10_000) + "{\"n\":1}";
    String record =
        "{\"__id\":\"a\",\"r\":[%s],\"t\":\"x\",\"__system\":{\"edits\":0}}".formatted(children);

    List<ObjectNode> records = read(record + ",{\"__id\":\"b\",\"t\":\"x\"}");

    assertThat(records.get(0))
        .isEqualTo(
            tree(
                "{\"__id\":\"a\",\"__system\":{\"edits\":0},\"@unread\":\"%s\"}",
                OversizedValue.LARGE_RECORD));
    assertThat(records.get(1)).isEqualTo(tree("{\"__id\":\"b\",\"t\":\"x\"}"));
  }

  /** In pieces of every size, so that each thing is cut everywhere. */
  private static List<ObjectNode> read(String records) throws IOException {
    byte[] answer = ("{\"value\":[" + records + "]}").getBytes(StandardCharsets.UTF_8);
    List<ObjectNode> whole = records(new ByteArrayInputStream(answer));
    for (int piece : new int[] {1, 2, 7}) {
      assertThat(records(inPieces(answer, piece))).isEqualTo(whole);
    }
    return whole;
  }

  private static InputStream inPieces(byte[] answer, int piece) {
    return new FilterInputStream(new ByteArrayInputStream(answer)) {
      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        return super.read(bytes, offset, Math.min(length, piece));
      }
    };
  }

  private static List<ObjectNode> records(InputStream answer) throws IOException {
    RecordReader reader = new RecordReader(answer, LARGEST);
    for (int i = 0; i < 4; i++) {
      reader.parser().nextToken();
    }
    List<ObjectNode> records = new ArrayList<>();
    while (reader.parser().currentToken() == JsonToken.START_OBJECT) {
      records.add(reader.read());
      reader.parser().nextToken();
    }
    assertThat(reader.parser().currentToken()).isEqualTo(JsonToken.END_ARRAY);
    return records;
  }

  private static ObjectNode tree(String json, OversizedValue... unread) throws IOException {
    String mark = unread.length == 0 ? "" : "\\ud800" + unread[0].text().substring(1);
    return (ObjectNode) new ObjectMapper().readTree(json.formatted(mark));
  }
}
