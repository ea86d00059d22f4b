package org.odksync;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A statement split into the parts of its WITH clause and the rest, to find which part reads which.
 */
final class SqlStatement {

  /** The name of the part after the WITH clause. */
  static final String REST = "";

  private static final Pattern COMMENT_OR_LITERAL =
      Pattern.compile("--[^\\n]*|'(?:[^']|'')*'|\\$\\{(\\w+)}|\"(?:[^\"]|\"\")*\"");
  private static final Pattern PART =
      Pattern.compile("(?:WITH\\s+|,\\s*)(\\w+)\\s+AS\\s*(?:(?:NOT\\s+)?MATERIALIZED\\s*)?\\(");
  private static final Pattern PLAIN =
      Pattern.compile("(SELECT|INSERT|UPDATE|DELETE|SET|CREATE INDEX)\\b.*");
  private static final Pattern CHANGES =
      Pattern.compile("(INSERT|UPDATE|DELETE|MERGE|TRUNCATE|WITH|CREATE)\\b.*");
  private static final Pattern SOURCES = Pattern.compile("\\b(?:FROM|USING|JOIN)\\s");
  private static final Pattern OUTER_JOIN =
      Pattern.compile("\\b(LEFT|RIGHT|FULL)(\\s+OUTER)?\\s+JOIN\\s+\\w+");
  private static final Pattern END_OF_SOURCES =
      Pattern.compile("\\b(WHERE|GROUP|ORDER|LIMIT|ON|RETURNING|SET|UNION|FOR|HAVING)\\b|[()]");

  /** Subqueries that still give a value, or keep rows, when their source has no rows. */
  private static final Pattern OPTIONAL_SUBQUERY =
      Pattern.compile(
          "\\bNOT\\s+(?:EXISTS|IN)\\s*\\("
              + "|\\(\\s*SELECT\\s+\\w+\\s*\\("
              + "|(?<!\\b(?:IN|EXISTS|FROM|USING|JOIN)\\s{1,9})\\(\\s*SELECT\\b");

  /** A placeholder for further parts, which a form adds. */
  private static final Pattern FURTHER_PARTS = Pattern.compile("\\)\\$\\{\\w+}");

  private final Map<String, String> parts = new LinkedHashMap<>();

  private SqlStatement() {}

  static SqlStatement of(String text) {
    SqlStatement statement = new SqlStatement();
    String own = FURTHER_PARTS.matcher(text).replaceAll(")");
    String rest = COMMENT_OR_LITERAL.matcher(own).replaceAll(SqlStatement::neutralized).strip();
    if (rest.startsWith("WITH")) {
      Matcher part = PART.matcher(rest);
      int end = 0;
      while (part.find(end) && rest.substring(end, part.start()).isBlank()) {
        int closing = closing(rest, part.end());
        statement.parts.put(part.group(1), rest.substring(part.end(), closing).strip());
        end = closing + 1;
      }
      rest = rest.substring(end).strip();
    }
    if (!PLAIN.matcher(flat(rest)).matches()) {
      throw new AssertionError("unsupported kind of statement: " + flat(rest));
    }
    statement.parts.put(REST, rest);
    return statement;
  }

  Map<String, String> parts() {
    return parts;
  }

  /** The names of the parts that change data. */
  List<String> changing() {
    return parts.entrySet().stream()
        .filter(part -> CHANGES.matcher(flat(part.getValue())).matches())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Whether the part does nothing when the part {@code gate} has no row. */
  boolean reaches(String part, String gate) {
    return reaches(part, gate, new HashSet<>());
  }

  private boolean reaches(String part, String gate, Set<String> seen) {
    if (part.equals(gate)) {
      return true;
    }
    if (!seen.add(part)) {
      return false;
    }
    return branches(Objects.requireNonNull(parts.get(part)))
        .allMatch(
            branch ->
                sources(branch).stream().anyMatch(s -> reaches(s, gate, new HashSet<>(seen))));
  }

  /** The sides of a UNION: each can give rows on its own. */
  private static Stream<String> branches(String part) {
    return Stream.of(part.split("\\bUNION\\b(\\s+ALL\\b)?", -1));
  }

  /** The other parts that must have rows for this text to give rows. */
  private List<String> sources(String text) {
    String gating = OUTER_JOIN.matcher(withoutOptionalSubqueries(text)).replaceAll("");
    List<String> sources = new ArrayList<>();
    Matcher from = SOURCES.matcher(gating);
    while (from.find()) {
      Matcher end = END_OF_SOURCES.matcher(gating);
      String list =
          gating.substring(from.end(), end.find(from.end()) ? end.start() : gating.length());
      for (String source : list.split(",|\\bJOIN\\b|\\bCROSS\\b", -1)) {
        String name = source.strip().split("\\s", 2)[0];
        if (parts.containsKey(name) && !name.isEmpty()) {
          sources.add(name);
        }
      }
    }
    return sources;
  }

  private static String withoutOptionalSubqueries(String text) {
    String rest = text;
    Matcher found = OPTIONAL_SUBQUERY.matcher(rest);
    while (found.find()) {
      int open = rest.indexOf('(', found.start());
      rest = rest.substring(0, found.start()) + rest.substring(closing(rest, open + 1) + 1);
      found = OPTIONAL_SUBQUERY.matcher(rest);
    }
    return rest;
  }

  private static int closing(String text, int from) {
    int depth = 1;
    for (int i = from; i < text.length(); i++) {
      depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    throw new AssertionError("no closing parenthesis: " + text.substring(from));
  }

  /** Removes comments, and neutralizes quoted text and placeholders. */
  private static String neutralized(MatchResult found) {
    return found.group().startsWith("--") ? "" : "x";
  }

  private static String flat(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
