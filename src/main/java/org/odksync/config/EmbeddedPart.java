package org.odksync.config;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** A system that the service can run embedded, so that it can be tried without any installation. */
public enum EmbeddedPart {
  CENTRAL("ODK_BASE_URL"),
  POSTGRES("PG_HOST"),
  S3("AWS_BUCKET_NAME");

  private static final Set<String> YES = Set.of("true", "all");
  private static final Set<String> NO = Set.of("false", "none");

  /** The variable that names the external system instead. */
  private final String variable;

  EmbeddedPart(String variable) {
    this.variable = variable;
  }

  /**
   * Returns the parts that EMBEDDED lists ({@code true}, {@code false}, or some of {@code
   * central,postgres,s3}). Without EMBEDDED: all parts if no variable names an external system,
   * else none.
   */
  static Set<EmbeddedPart> read(Environment environment) {
    Set<EmbeddedPart> parts =
        environment.optional("EMBEDDED").map(v -> parse(environment, v)).orElse(all());
    if (environment.optional("EMBEDDED").isEmpty()) {
      boolean allEmbedded = parts.stream().noneMatch(p -> environment.isSet(p.variable));
      return allEmbedded ? parts : none();
    }
    for (EmbeddedPart part : parts) {
      if (environment.isSet(part.variable)) {
        environment.addProblem(
            "%s is set, but EMBEDDED includes %s: unset one of them", part.variable, part.label());
      }
    }
    if (parts.contains(CENTRAL) && !parts.contains(POSTGRES)) {
      environment.addProblem(
          "EMBEDDED lists central without postgres: add postgres, because sample data must not reach an external database");
    }
    if (parts.contains(CENTRAL) && !parts.contains(S3) && environment.isSet(S3.variable)) {
      environment.addProblem(
          "EMBEDDED lists central, but %s is set: unset it, because sample data must not reach an external bucket",
          S3.variable);
    }
    return parts;
  }

  private static Set<EmbeddedPart> parse(Environment environment, String value) {
    String list = value.toLowerCase(Locale.ROOT);
    if (YES.contains(list)) {
      return all();
    }
    Set<EmbeddedPart> parts = none();
    if (NO.contains(list)) {
      return parts;
    }
    for (String name : list.split(",", -1)) {
      try {
        parts.add(valueOf(name.strip().toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException unknown) {
        environment.addProblem(
            "EMBEDDED must be true, false or a list of central, postgres, s3, not '%s'", value);
      }
    }
    return parts;
  }

  private static Set<EmbeddedPart> all() {
    return EnumSet.allOf(EmbeddedPart.class);
  }

  private static Set<EmbeddedPart> none() {
    return EnumSet.noneOf(EmbeddedPart.class);
  }

  private String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
