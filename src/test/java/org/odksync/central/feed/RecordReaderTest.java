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

/** Values that are too large are skipped anywhere in a record; everything else is unchanged. */
class RecordReaderTest {

  private static final int MAX_RECORD_BYTES = 40_000;

  @Test
  void otherValuesAreUnchanged() throws IOException {
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
  void longTextIsSkipped() throws IOException {
    String text = "é\\u00e9\\\\\\\"".repeat(MAX_RECORD_BYTES);

    assertThat(read("{\"__id\":\"a\",\"t\":\"%s\",\"n\":1},{\"__id\":\"b\"}".formatted(text)))
        .containsExactly(
            tree("{\"__id\":\"a\",\"t\":\"%s\",\"n\":1}", OversizedValue.LONG_TEXT),
            tree("{\"__id\":\"b\"}"));
  }

  @Test
  void longTextOfMultibyteCharactersIsSkipped() throws IOException {
    assertThat(read("{\"__id\":\"a\",\"t\":\"%s\"}".formatted("ŋ".repeat(MAX_RECORD_BYTES))))
        .containsExactly(tree("{\"__id\":\"a\",\"t\":\"%s\"}", OversizedValue.LONG_TEXT));
  }

  @Test
  void longNumberIsSkipped() throws IOException {
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
  void deeplyNestedValueIsSkipped() throws IOException {
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
  void largeRecordKeepsOnlyIdAndSystem() throws IOException {
    // the parser reads some thousand bytes at once
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

  /** Reads in pieces of several sizes, so that every value is cut at every position. */
  private static List<ObjectNode> read(String records) throws IOException {
    byte[] answer = ("{\"value\":[" + records + "]}").getBytes(StandardCharsets.UTF_8);
    List<ObjectNode> whole = records(new ByteArrayInputStream(answer));
    for (int size : new int[] {1, 2, 7}) {
      assertThat(records(inPieces(answer, size))).isEqualTo(whole);
    }
    return whole;
  }

  private static InputStream inPieces(byte[] answer, int size) {
    return new FilterInputStream(new ByteArrayInputStream(answer)) {
      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        return super.read(bytes, offset, Math.min(length, size));
      }
    };
  }

  private static List<ObjectNode> records(InputStream answer) throws IOException {
    RecordReader reader = new RecordReader(answer, MAX_RECORD_BYTES);
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

  private static ObjectNode tree(String json, OversizedValue... replacement) throws IOException {
    String mark = replacement.length == 0 ? "" : "\\ud800" + replacement[0].text().substring(1);
    return (ObjectNode) new ObjectMapper().readTree(json.formatted(mark));
  }
}
