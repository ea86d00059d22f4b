package org.odksync;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Java files of the product, as text. */
final class JavaSources {

  static final Path DIRECTORY = Path.of("src/main/java");

  private static final String TEXT_BLOCK = "\"\"\"(?:(?:[^\"\\\\]|\\\\.|\"(?!\"\"))*)\"\"\"";
  private static final String LITERAL = "\"(?:(?:[^\"\\\\\\n]|\\\\.)*)\"";
  private static final String CHARACTER = "'(?:[^'\\\\]|\\\\.)+'";
  private static final String COMMENT = "//[^\\n]*|/\\*(?s:.*?)\\*/";

  /** Also matches comments and characters, because they may contain quotes. */
  private static final Pattern TOKEN =
      Pattern.compile(String.join("|", COMMENT, TEXT_BLOCK, LITERAL, CHARACTER));

  private JavaSources() {}

  /** The files of a package and its subpackages, by path. */
  static Map<Path, String> in(String packageName) {
    Map<Path, String> texts = new TreeMap<>();
    try (Stream<Path> all = Files.walk(DIRECTORY.resolve(packageName.replace('.', '/')))) {
      for (Path file : all.filter(path -> path.toString().endsWith(".java")).toList()) {
        texts.put(file, Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return texts;
  }

  /** The texts between quotes, with their escapes. */
  static Stream<String> literals(String source) {
    return TOKEN
        .matcher(source)
        .results()
        .map(token -> token.group())
        .filter(token -> token.startsWith("\""))
        .map(token -> token.replaceAll("^\"{3}|^\"|\"{3}$|\"$", ""));
  }
}
