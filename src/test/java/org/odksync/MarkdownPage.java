package org.odksync;

import static java.util.stream.Collectors.toCollection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of the documentation. */
record MarkdownPage(Path file, String text) {

  private static final Pattern FENCED = Pattern.compile("(?ms)^ *```\\w*\n(.*?)^ *```$");
  private static final Pattern SPAN = Pattern.compile("`([^`\n]+)`");
  private static final Pattern LINK = Pattern.compile("\\[[^]]*]\\(([^)\\s]+)\\)");
  private static final Pattern IMAGE = Pattern.compile("!\\[([^]]*)]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (.*) ?\\|$");

  static MarkdownPage read(String file) {
    return read(Path.of(file));
  }

  private static MarkdownPage read(Path file) {
    try {
      return new MarkdownPage(file, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The pages in the root of the checkout and in docs/. */
  static List<MarkdownPage> all() throws IOException {
    try (Stream<Path> root = Files.list(Path.of(""));
        Stream<Path> docs = Files.walk(Path.of("docs"))) {
      return Stream.concat(root, docs)
          .filter(file -> file.toString().endsWith(".md"))
          .map(MarkdownPage::read)
          .toList();
    }
  }

  /** The targets of links and images. */
  Stream<String> links() {
    return LINK.matcher(prose()).results().map(link -> link.group(1));
  }

  /** The images with their alternative text. */
  Stream<Image> images() {
    return IMAGE
        .matcher(prose())
        .results()
        .map(image -> new Image(image.group(1), resolve(image.group(2))));
  }

  record Image(String alternative, Path file) {}

  /** The target file of a relative link. */
  Path resolve(String link) {
    Path target = Path.of(link.replaceFirst("#.*", ""));
    Path folder = file.getParent();
    return target.toString().isEmpty()
        ? file
        : folder == null ? target : folder.resolve(target).normalize();
  }

  /** The anchors of this page, as GitHub derives them from headings. */
  Set<String> anchors() {
    return HEADING
        .matcher(FENCED.matcher(text).replaceAll(""))
        .results()
        .map(
            heading ->
                heading
                    .group(1)
                    .strip()
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                    .replace(' ', '-'))
        .collect(toCollection(TreeSet::new));
  }

  /** The inline code. */
  Stream<String> spans() {
    return SPAN.matcher(FENCED.matcher(text).replaceAll(""))
        .results()
        .map(span -> span.group(1).strip());
  }

  /** The inline code and the lines of code blocks. */
  Stream<String> code() {
    Stream<String> blocks = FENCED.matcher(text).results().flatMap(block -> block.group(1).lines());
    return Stream.concat(blocks, spans());
  }

  /** The cells of all table rows. */
  Stream<List<String>> rows() {
    return ROW.matcher(text)
        .results()
        .map(row -> List.of(row.group(1).split(" ?(?<!\\\\)\\| ?", -1)));
  }

  /** The names in the first cells of table rows, formatted as code. */
  Stream<String> rowNames(String pattern) {
    return rows()
        .flatMap(row -> SPAN.matcher(row.get(0)).results())
        .map(name -> name.group(1))
        .filter(name -> name.matches(pattern));
  }

  @Override
  public String toString() {
    return file.toString();
  }

  private String prose() {
    return SPAN.matcher(FENCED.matcher(text).replaceAll("")).replaceAll("code");
  }
}
