package org.odksync.embedded.central;

import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The order of {@code $orderby}; rows without a value come last in both directions. */
final class Ordering {

  private Ordering() {}

  /**
   * @throws ApiError 501.5 for an unknown field or direction
   */
  static Comparator<Submission> of(Query query, FilterFields fields) {
    return query.get("$orderby").map(text -> parse(text, fields)).orElse(Submission.LATEST_FIRST);
  }

  private static Comparator<Submission> parse(String text, FilterFields fields) {
    Comparator<Submission> order = Comparator.comparing(row -> 0);
    for (String part : text.split(",", -1)) {
      String[] words = part.strip().split(" +", -1);
      String path = words[0];
      Operand field = fields.inOrder(path).orElseThrow(() -> ApiError.unsupportedField(path));
      String way = words.length > 1 ? words[1].toLowerCase(Locale.ROOT) : "asc";
      if (!way.equals("asc") && !way.equals("desc")) {
        throw ApiError.unsupportedField(words[1]);
      }
      int sign = way.equals("asc") ? 1 : -1;
      order = order.thenComparing((a, b) -> compare(field.of(a), field.of(b), sign));
    }
    return order.thenComparing(Submission.LATEST_FIRST);
  }

  private static int compare(@Nullable Object a, @Nullable Object b, int sign) {
    if (a == null || b == null) {
      return Boolean.compare(a == null, b == null);
    }
    return sign * Operand.order(a, b);
  }
}
