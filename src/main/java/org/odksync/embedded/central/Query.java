package org.odksync.embedded.central;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The query options in order. A plus means a space; a literal plus must be sent as %2B. */
record Query(List<Option> options) {

  private static final String TOKEN = "$skiptoken";

  /** One decoded option. */
  record Option(String name, String value) {

    private String encoded() {
      return encode(name) + "=" + encode(value);
    }

    private static String encode(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
  }

  static Query of(@Nullable String raw) {
    List<Option> options = new ArrayList<>();
    if (raw != null) {
      for (String part : raw.split("&", -1)) {
        int equals = part.indexOf('=');
        if (!part.isEmpty()) {
          String name = equals < 0 ? part : part.substring(0, equals);
          String value = equals < 0 ? "" : part.substring(equals + 1);
          options.add(new Option(decode(name), decode(value)));
        }
      }
    }
    return new Query(List.copyOf(options));
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** The option's value; empty if it is absent or empty. */
  Optional<String> get(String name) {
    return values(name).filter(value -> !value.isEmpty()).findFirst();
  }

  boolean has(String name) {
    return values(name).findAny().isPresent();
  }

  boolean isRepeated(String name) {
    return values(name).count() > 1;
  }

  boolean isTrue(String name) {
    return get(name).filter("true"::equals).isPresent();
  }

  private Stream<String> values(String name) {
    return options.stream().filter(option -> option.name().equals(name)).map(Option::value);
  }

  /** The options for the next page, encoded as Central does: without skip, with the token last. */
  String next(String token) {
    Stream<Option> kept =
        options.stream()
            .filter(option -> !option.name().equals("$skip") && !option.name().equals(TOKEN));
    return Stream.concat(kept, Stream.of(new Option(TOKEN, token)))
        .map(Option::encoded)
        .collect(Collectors.joining("&"));
  }
}
