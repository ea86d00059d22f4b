package org.odksync.form;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The statements in {@code sql/} with their {@code ${names}} filled in for one form version or one
 * repeat. Renders each statement once.
 */
public final class Statements implements StatementSource {

  /** A named parameter such as {@code :?rows}; the first group is its name. */
  public static final Pattern PARAMETER = Pattern.compile(":\\?(\\w+)");

  private static final Pattern NAME = Pattern.compile("\\$\\{(\\w+)}");

  private static final Map<String, String> TEXTS = new ConcurrentHashMap<>();

  private final Map<String, String> values;
  private final Map<String, String> rendered = new ConcurrentHashMap<>();

  public Statements(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /**
   * @param name flow and verb, such as {@code submissions/upsert}
   * @return the statement, with named parameters such as {@code :?rows}
   * @throws IllegalArgumentException if the file does not exist or contains an unknown name
   */
  @Override
  public String sql(String name) {
    return rendered.computeIfAbsent(name, this::render);
  }

  private String render(String name) {
    return fill("sql/" + name + ".sql", text(name));
  }

  /**
   * The text of a statement file.
   *
   * @param name flow and verb
   * @throws IllegalArgumentException if the file does not exist
   */
  public static String text(String name) {
    return TEXTS.computeIfAbsent(name, known -> read("sql/" + known + ".sql"));
  }

  /** Whether a text has placeholders for names. */
  public static boolean hasNames(String text) {
    return NAME.matcher(text).find();
  }

  /**
   * Fills the names into a text.
   *
   * @param file name of the file, for messages
   * @throws IllegalArgumentException if the text contains an unknown name
   */
  String fill(String file, String text) {
    return NAME.matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(value(file, found.group(1))));
  }

  /** Statements with additional or replaced values. */
  Statements with(Map<String, String> others) {
    Map<String, String> all = new HashMap<>(values);
    all.putAll(others);
    return new Statements(all);
  }

  /** Statements that also write the rows of these views. */
  Statements storing(List<StoredView> views) {
    return with(Map.of("stored_views", StoredView.replacements(views)));
  }

  private String value(String file, String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(file + " contains the unknown name ${" + name + "}");
    }
    return value;
  }

  private static String read(String resource) {
    try (InputStream in = Statements.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("the statement " + resource + " does not exist");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
