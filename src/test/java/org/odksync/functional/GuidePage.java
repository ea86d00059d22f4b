package org.odksync.functional;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** docs/migrating.md, with the Python service's guide and the Java examples to compare it with. */
final class GuidePage {

  /** The Python service's guide, verbatim. */
  static final String GUIDE =
      read(Path.of("src/test/resources/python-service/database-sync-guide.md"));

  private static final String EXAMPLES = read(Path.of("src/test/java/org/example/OwnRuns.java"));
  private static final String TEXT = read(Path.of("docs/migrating.md"));

  private static final Pattern FENCED = Pattern.compile("(?ms)^( *)```(\\w*) *\\n(.*?)^ *```$");
  private static final Pattern EXAMPLE =
      Pattern.compile("(?ms)^ *// example: (\\w+)\\n(.*?)^ *// end$");
  private static final Pattern SPAN = Pattern.compile("`([^`]+)`");
  private static final Pattern COMMAND =
      Pattern.compile("docker compose (?:exec odk_sync bin/odk-sync|run --rm odk_sync) ([^`\\n]+)");

  private GuidePage() {}

  /**
   * A block of code.
   *
   * @param language empty for none
   */
  record Block(String language, String code) {}

  /** The guide's code blocks, without the diagram. */
  static List<Block> blocksOfTheGuide() {
    return fenced(GUIDE).filter(block -> !block.language().equals("mermaid")).toList();
  }

  static List<Block> blocks() {
    return fenced(TEXT).toList();
  }

  /** The contents of the code blocks after this comment. */
  static List<String> blocks(String comment) {
    String marker = "<!-- %s -->".formatted(comment);
    List<String> blocks =
        Stream.of(TEXT.split(Pattern.quote(marker), -1))
            .skip(1)
            .map(text -> fenced(text).findFirst().orElseThrow().code())
            .toList();
    if (blocks.isEmpty()) {
      throw new AssertionError("the page has no " + marker);
    }
    return blocks;
  }

  /** The cells of the table after this comment, without its heading. */
  static List<List<String>> table(String comment) {
    String marker = "<!-- %s -->\n".formatted(comment);
    return TEXT.substring(TEXT.indexOf(marker) + marker.length())
        .lines()
        .takeWhile(line -> line.startsWith("|"))
        .skip(2)
        .map(line -> Stream.of(line.split("\\|", -1)).map(String::strip).toList())
        .map(cells -> cells.subList(1, cells.size() - 1))
        .toList();
  }

  /** The texts between backticks. */
  static List<String> spans(String text) {
    return SPAN.matcher(text).results().map(span -> span.group(1)).toList();
  }

  /** The arguments of all odk-sync commands in a text. */
  static Stream<String> commands(String text) {
    return COMMAND.matcher(text).results().map(command -> command.group(1).strip());
  }

  /** The distinct odk-sync commands of the page. */
  static Stream<String> commands() {
    return commands(TEXT).distinct();
  }

  /** The Java examples from their source. */
  static Map<String, String> examples() {
    Map<String, String> examples = new TreeMap<>();
    EXAMPLE
        .matcher(EXAMPLES)
        .results()
        .forEach(
            example ->
                examples.put(example.group(1), example.group(2).stripTrailing().stripIndent()));
    return examples;
  }

  private static Stream<Block> fenced(String text) {
    return FENCED
        .matcher(text)
        .results()
        .map(block -> new Block(block.group(2), block.group(3).stripTrailing().stripIndent()));
  }

  /** Reads a file without blanks at line ends. */
  private static String read(Path file) {
    try {
      return Files.readString(file).replaceAll("(?m)[ \\t]+$", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
