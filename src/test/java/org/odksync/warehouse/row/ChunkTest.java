package org.odksync.warehouse.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.odksync.form.Form;
import org.odksync.form.FormVersion;

class ChunkTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Form form = new Form();

  ChunkTest() {
    form.setId("f");
    form.getImages().put("g/photo", "photo_url in photos");
    FormVersion.of(
            form,
            "h",
            List.of(
                field("/day", "date"),
                field("/g", "structure"),
                field("/g/photo", "binary"),
                field("/house", "repeat"),
                field("/house/name", "string"),
                field("/house/in", "structure"),
                field("/house/in/room", "repeat"),
                field("/house/in/room/area", "int")))
        .use();
  }

  @Test
  void submissionBecomesARow() {
    Chunk chunk =
        submissions(
            """
            {"__id":"a","day":"2026-01-02","g":{"photo":"p.jpg"},"unknown":1,
             "__system":{"submissionDate":"2026-01-03T00:00:00.000Z"}}""");

    assertJson(
        chunk.rows(),
        """
        [{"UUID":"a","__id":"a","day":"2026-01-02","g":{"photo":"p.jpg"},
          "__system":{"submissionDate":"2026-01-03T00:00:00.000Z"},
          "SubmittedDate":"2026-01-03T00:00:00.000Z"}]""");
    assertJson(
        chunk.attachments(),
        """
        [{"submission_id":"a","file_name":"p.jpg","folder":"photos",
          "submitted_at":"2026-01-03T00:00:00.000Z"}]""");
  }

  @Test
  void misfitIsRejectedWithItsRawValue() {
    Chunk chunk = submissions("{\"__id\":\"a\",\"day\":\"not-a-date\"}");

    assertJson(chunk.rows(), "[{\"UUID\":\"a\",\"__id\":\"a\"}]");
    assertJson(
        chunk.rejected(),
        "[{\"submission_id\":\"a\",\"record_id\":\"a\",\"column_name\":\"day\",\"raw\":\"\\\"not-a-date\\\"\",\"reason\":\"no date\"}]");
  }

  @Test
  void lastRecordWithTheSameIdCounts() {
    Chunk chunk =
        submissions("{\"__id\":\"a\",\"day\":\"2026-01-01\"}", "{\"__id\":\"a\",\"day\":null}");

    assertJson(chunk.rows(), "[{\"UUID\":\"a\",\"__id\":\"a\",\"day\":null}]");
  }

  @Test
  void deletedSubmissionHasNeitherRowNorChildren() {
    String deleted =
        """
        {"__id":"s","house":[{"__id":"h1"}],"__system":{"deletedAt":"2026-01-03T00:00:00.000Z"}}""";

    assertJson(submissions(deleted).rows(), "[]");
    assertJson(
        submissions(deleted).deleted(),
        "[{\"submission_id\":\"s\",\"deleted_at\":\"2026-01-03T00:00:00.000Z\"}]");
    assertJson(children(0, deleted).rows(), "[]");
    assertJson(children(0, deleted).submissions(), "[\"s\"]");
  }

  @Test
  void recordWithoutIdIsRefused() {
    assertThatThrownBy(() -> submissions("{\"day\":null}")).isInstanceOf(MalformedRecord.class);
  }

  @Test
  void childrenHaveSubmissionParentAndPosition() {
    String submission =
        """
        {"__id":"s","house":[
          {"__id":"h1","name":"A","in":{"room":[{"__id":"r1","area":5},{"__id":"r2"}]}},
          {"__id":"h2","name":"B","in":{}}]}""";

    assertJson(
        children(0, submission).rows(),
        """
        [{"UUID":"s_h1","__id":"h1","__Submissions-id":"s","name":"A",
          "in":{"room":[{"__id":"r1","area":5},{"__id":"r2"}]},"repeat_position":1},
         {"UUID":"s_h2","__id":"h2","__Submissions-id":"s","name":"B","in":{},"repeat_position":2}]""");
    assertJson(
        children(1, submission).rows(),
        """
        [{"UUID":"s_r1","__id":"r1","__Submissions-id":"s","__Submissions-house-id":"h1","area":5,
          "repeat_position":1},
         {"UUID":"s_r2","__id":"r2","__Submissions-id":"s","__Submissions-house-id":"h1",
          "repeat_position":2}]""");
  }

  @Test
  void submissionWithoutChildrenIsListed() {
    Chunk chunk = children(0, "{\"__id\":\"s\"}");

    assertJson(chunk.rows(), "[]");
    assertJson(chunk.submissions(), "[\"s\"]");
  }

  private Chunk submissions(String... records) {
    return Chunk.ofSubmissions(form.getVersion().tables(), parse(records), ZoneOffset.UTC, 1);
  }

  private Chunk children(int repeat, String... records) {
    return Chunk.ofChildren(
        form.getVersion().tables().repeats().get(repeat), parse(records), false, ZoneOffset.UTC, 1);
  }

  private static List<ObjectNode> parse(String... records) {
    return List.of(records).stream().map(record -> (ObjectNode) tree(record)).toList();
  }

  private static void assertJson(String actual, String expected) {
    assertThat(tree(actual)).isEqualTo(tree(expected));
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Map<String, Object> field(String path, String type) {
    return Map.of("path", path, "type", type);
  }
}
