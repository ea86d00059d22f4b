package org.odksync.form;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The statements in {@code sql/}, with their {@code ${names}} filled in for one schema, or for one
 * repeat of it. Each is rendered once.
 */
public final class Statements implements NameSource {

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
   * @throws IllegalArgumentException when there is no such file, or it names a value we do not have
   */
  @Override
  public String sql(String name) {
    return rendered.computeIfAbsent(name, this::render);
  }

  private String render(String name) {
    return fill("sql/" + name + ".sql", text(name));
  }

  /**
   * A statement as it is written.
   *
   * @param name flow and verb
   * @throws IllegalArgumentException when there is no such file
   */
  public static String text(String name) {
    return TEXTS.computeIfAbsent(name, known -> read("sql/" + known + ".sql"));
  }

  /** Whether a text needs names filled in. */
  public static boolean hasNames(String text) {
    return NAME.matcher(text).find();
  }

  /**
   * A text with its names filled in.
   *
   * @param file that it is from
   * @throws IllegalArgumentException when it names a value we do not have
   */
  String fill(String file, String text) {
    return NAME.matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(value(file, found.group(1))));
  }

  /** The same values, and these instead or besides. */
  Statements with(Map<String, String> others) {
    Map<String, String> all = new HashMap<>(values);
    all.putAll(others);
    return new Statements(all);
  }

  private String value(String file, String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("there is no ${" + name + "} for " + file);
    }
    return value;
  }

  private static String read(String resource) {
    try (InputStream in = Statements.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("no statement " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
