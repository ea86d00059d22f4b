package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** The JSON output of the commands verify and doctor. */
record CheckFindings(JsonNode answer) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Runs the command.
   *
   * @param exitCode the expected exit code
   */
  static CheckFindings of(
      Map<String, String> variables, int exitCode, String name, String... options)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of(name, "--json"));
    arguments.addAll(List.of(options));
    CliResult result = CliResult.by(variables, arguments.toArray(String[]::new));
    assertThat(result.exitCode()).as(result.toString()).isEqualTo(exitCode);
    return new CheckFindings(JSON.readTree(result.out()));
  }

  boolean areGood() {
    return answer.get("ok").booleanValue();
  }

  /** The check of this subject. */
  JsonNode about(String subject) {
    for (JsonNode check : answer.get("checks")) {
      if (check.get("subject").textValue().equals(subject)) {
        return check;
      }
    }
    throw new AssertionError("no " + subject + " in " + answer);
  }

  /** The suggested repair commands, in order. */
  List<String> repairs() {
    return StreamSupport.stream(answer.get("repair").spliterator(), false)
        .map(JsonNode::textValue)
        .toList();
  }

  String status(String subject) {
    return about(subject).get("status").textValue();
  }

  String message(String subject) {
    return about(subject).get("message").textValue();
  }
}
