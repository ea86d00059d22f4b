package org.odksync.config;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What the service can bring along itself, to be tried without anything installed. */
public enum EmbeddedPart {
  CENTRAL("ODK_BASE_URL"),
  POSTGRES("PG_HOST"),
  S3("AWS_BUCKET_NAME");

  private static final Set<String> YES = Set.of("true", "all");
  private static final Set<String> NO = Set.of("false", "none");

  /** The variable that points at the real one instead. */
  private final String variable;

  EmbeddedPart(String variable) {
    this.variable = variable;
  }

  /**
   * Which parts are embedded: what EMBEDDED lists ({@code true}, {@code false}, or some of {@code
   * central,postgres,s3}); without it, all when nothing points at a real one, else none.
   */
  static Set<EmbeddedPart> chosen(Environment environment) {
    Set<EmbeddedPart> parts =
        environment.optional("EMBEDDED").map(v -> listed(environment, v)).orElse(all());
    if (environment.optional("EMBEDDED").isEmpty()) {
      boolean nothingIsReal = parts.stream().noneMatch(p -> environment.isSet(p.variable));
      return nothingIsReal ? parts : none();
    }
    for (EmbeddedPart part : parts) {
      if (environment.isSet(part.variable)) {
        environment.problem(
            "%s is set, but EMBEDDED asks for an embedded %s: unset one of them",
            part.variable, part.label());
      }
    }
    if (parts.contains(CENTRAL) && !parts.contains(POSTGRES)) {
      environment.problem(
          "EMBEDDED lists central without postgres: the sample never goes to an outside database");
    }
    if (parts.contains(CENTRAL) && !parts.contains(S3) && environment.isSet(S3.variable)) {
      environment.problem(
          "EMBEDDED lists central, but %s is set: the sample never goes to an outside bucket",
          S3.variable);
    }
    return parts;
  }

  private static Set<EmbeddedPart> listed(Environment environment, String value) {
    String wanted = value.toLowerCase(Locale.ROOT);
    if (YES.contains(wanted)) {
      return all();
    }
    Set<EmbeddedPart> parts = none();
    if (NO.contains(wanted)) {
      return parts;
    }
    for (String name : wanted.split(",", -1)) {
      try {
        parts.add(valueOf(name.strip().toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException unknown) {
        environment.problem(
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
