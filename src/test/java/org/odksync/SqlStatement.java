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
 * A statement cut into the parts of its WITH clause and the rest, as far as is needed to see which
 * part takes its rows from which.
 */
final class SqlStatement {

  /** The name of what is not in the WITH clause. */
  static final String REST = "";

  private static final Pattern QUIET =
      Pattern.compile("--[^\\n]*|'(?:[^']|'')*'|\\$\\{(\\w+)}|\"(?:[^\"]|\"\")*\"");
  private static final Pattern PART =
      Pattern.compile("(?:WITH\\s+|,\\s*)(\\w+)\\s+AS\\s*(?:(?:NOT\\s+)?MATERIALIZED\\s*)?\\(");
  private static final Pattern PLAIN = Pattern.compile("(SELECT|INSERT|UPDATE|DELETE|SET)\\b.*");
  private static final Pattern CHANGES =
      Pattern.compile("(INSERT|UPDATE|DELETE|MERGE|TRUNCATE|WITH)\\b.*");
  private static final Pattern SOURCES = Pattern.compile("\\b(?:FROM|USING|JOIN)\\s");
  private static final Pattern OUTER_JOIN =
      Pattern.compile("\\b(LEFT|RIGHT|FULL)(\\s+OUTER)?\\s+JOIN\\s+\\w+");
  private static final Pattern END_OF_SOURCES =
      Pattern.compile("\\b(WHERE|GROUP|ORDER|LIMIT|ON|RETURNING|SET|UNION|FOR|HAVING)\\b|[()]");

  /** Subqueries that let rows through, or give a value, also when their source has no rows. */
  private static final Pattern NO_GATE =
      Pattern.compile(
          "\\bNOT\\s+(?:EXISTS|IN)\\s*\\("
              + "|\\(\\s*SELECT\\s+\\w+\\s*\\("
              + "|(?<!\\b(?:IN|EXISTS|FROM|USING|JOIN)\\s{1,9})\\(\\s*SELECT\\b");

  /** What a form may have of its own, as the parts before it. */
  private static final Pattern FURTHER_PARTS = Pattern.compile("\\)\\$\\{\\w+}");

  private final Map<String, String> parts = new LinkedHashMap<>();

  private SqlStatement() {}

  static SqlStatement of(String text) {
    SqlStatement statement = new SqlStatement();
    String own = FURTHER_PARTS.matcher(text).replaceAll(")");
    String rest = QUIET.matcher(own).replaceAll(SqlStatement::quiet).strip();
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
      throw new AssertionError("a statement of a kind that is not understood: " + flat(rest));
    }
    statement.parts.put(REST, rest);
    return statement;
  }

  Map<String, String> parts() {
    return parts;
  }

  /** Names of the parts that change data. */
  List<String> changing() {
    return parts.entrySet().stream()
        .filter(part -> CHANGES.matcher(flat(part.getValue())).matches())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Whether a part does nothing at all when the part {@code gate} has no row. */
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

  /** Each side of a UNION gives rows on its own. */
  private static Stream<String> branches(String part) {
    return Stream.of(part.split("\\bUNION\\b(\\s+ALL\\b)?", -1));
  }

  /** Other parts that must have rows for this text to have any. */
  private List<String> sources(String text) {
    String gating = OUTER_JOIN.matcher(withoutWhatIsNoGate(text)).replaceAll("");
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

  private static String withoutWhatIsNoGate(String text) {
    String rest = text;
    Matcher found = NO_GATE.matcher(rest);
    while (found.find()) {
      int open = rest.indexOf('(', found.start());
      rest = rest.substring(0, found.start()) + rest.substring(closing(rest, open + 1) + 1);
      found = NO_GATE.matcher(rest);
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

  /** Without comments, and with nothing in quotes and placeholders that could be mistaken. */
  private static String quiet(MatchResult found) {
    return found.group().startsWith("--") ? "" : "x";
  }

  private static String flat(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
