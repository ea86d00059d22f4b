package org.odksync.embedded.central;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the part of OData's filter language that Central knows, by recursive descent:
 *
 * <pre>
 * or         := and ("or" and)*
 * and        := not ("and" not)*
 * not        := "not" not | "(" or ")" | comparison
 * comparison := operand ("eq" | "ne" | "lt" | "le" | "gt" | "ge") operand
 * operand    := "null" | 'text' | date-time | number | "now()" | field
 * </pre>
 */
final class FilterParser {

  private static final Pattern SPACE = Pattern.compile("[ \\t]+");
  private static final Pattern OPERATOR = Pattern.compile("(eq|ne|lt|le|gt|ge)(?![A-Za-z0-9_])");
  private static final Pattern STRING = Pattern.compile("'((?:[^']|'')*)'");
  private static final Pattern TIME =
      Pattern.compile(
          "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?(?:Z|[+-]\\d{2}:\\d{2})");
  private static final Pattern DATE = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(?![T\\d])");
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(?:\\.\\d{1,18})?");
  private static final Pattern FUNCTION = Pattern.compile("([A-Za-z_]\\w*)\\(([^()]*)\\)");
  private static final Pattern FIELD =
      Pattern.compile("[A-Za-z_$][\\w$]*(?:[/-][A-Za-z_$][\\w$]*)*");

  /** Deeper than any real expression; protects the stack from a hostile one. */
  private static final int MAX_DEPTH = 200;

  private final String text;
  private final FilterFields fields;
  private final Instant now;
  private int at;
  private int depth;
  private boolean namesDeletedAt;
  private boolean usesNow;

  FilterParser(String text, FilterFields fields, Instant now) {
    this.text = text;
    this.fields = fields;
    this.now = now;
  }

  Filter parse() {
    skipSpace();
    Filter.Condition condition = or();
    skipSpace();
    if (at < text.length()) {
      throw unexpected();
    }
    // As observed at Central: now() works only together with deletedAt.
    if (usesNow && !namesDeletedAt) {
      throw ApiError.internal();
    }
    return new Filter(condition, namesDeletedAt);
  }

  private Filter.Condition or() {
    Filter.Condition left = and();
    while (word("or")) {
      Filter.Condition before = left;
      Filter.Condition right = and();
      left = row -> before.of(row).or(right.of(row));
    }
    return left;
  }

  private Filter.Condition and() {
    Filter.Condition left = not();
    while (word("and")) {
      Filter.Condition before = left;
      Filter.Condition right = not();
      left = row -> before.of(row).and(right.of(row));
    }
    return left;
  }

  private Filter.Condition not() {
    if (++depth > MAX_DEPTH) {
      throw unexpected();
    }
    Filter.Condition condition;
    if (word("not")) {
      Filter.Condition inner = not();
      condition = row -> inner.of(row).not();
    } else if (symbol('(')) {
      condition = or();
      if (!symbol(')')) {
        throw unexpected();
      }
    } else {
      condition = comparison();
    }
    depth--;
    return condition;
  }

  private Filter.Condition comparison() {
    Operand left = operand();
    requireSpace();
    String operator = next(OPERATOR).orElseThrow(this::unexpected).group(1);
    requireSpace();
    return Operand.compare(left, operator, operand());
  }

  private Operand operand() {
    Optional<Matcher> match = next(STRING);
    if (match.isPresent()) {
      String value = match.get().group(1).replace("''", "'");
      return row -> value;
    }
    match = next(TIME);
    if (match.isPresent()) {
      Instant value = Operand.time(match.get().group());
      return row -> value;
    }
    match = next(DATE);
    if (match.isPresent()) {
      Instant value = Operand.time(match.get().group(1) + "T00:00:00Z");
      return row -> value;
    }
    match = next(NUMBER);
    if (match.isPresent()) {
      String value = match.get().group();
      return row -> value;
    }
    match = next(FUNCTION);
    return match.isPresent() ? function(match.get()) : fieldOrNull();
  }

  private Operand function(Matcher match) {
    if (!match.group().equals("now()")) {
      throw ApiError.unsupportedFunction(match.group());
    }
    usesNow = true;
    return row -> now;
  }

  private Operand fieldOrNull() {
    String path = next(FIELD).orElseThrow(this::unexpected).group();
    if (path.equals("null")) {
      return row -> null;
    }
    namesDeletedAt |= FilterFields.unrooted(path).equals("__system/deletedAt");
    return fields.inFilter(path).orElseThrow(() -> ApiError.unsupportedField(path));
  }

  private boolean word(String word) {
    int before = at;
    skipSpace();
    int end = at + word.length();
    boolean found = text.startsWith(word, at) && end < text.length() && isBoundary(end);
    at = found ? end : before;
    if (found) {
      skipSpace();
    }
    return found;
  }

  private boolean isBoundary(int end) {
    char next = text.charAt(end);
    return next == ' ' || next == '\t' || next == '(';
  }

  private boolean symbol(char symbol) {
    int before = at;
    skipSpace();
    boolean found = at < text.length() && text.charAt(at) == symbol;
    at = found ? at + 1 : before;
    if (found) {
      skipSpace();
    }
    return found;
  }

  private Optional<Matcher> next(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      return Optional.empty();
    }
    at = matcher.end();
    return Optional.of(matcher);
  }

  private void skipSpace() {
    next(SPACE);
  }

  private void requireSpace() {
    if (next(SPACE).isEmpty()) {
      throw unexpected();
    }
  }

  private ApiError unexpected() {
    return ApiError.unparsable((at == 0 ? "Fail at " : "Unexpected character at ") + at);
  }
}
