package org.odksync.api;

import static java.util.stream.Collectors.joining;

import java.util.Locale;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.model.Model;
import org.apache.camel.model.rest.RestDefinition;
import org.apache.camel.model.rest.VerbDefinition;

/** What there is under {@code /api}. */
public final class Surface {

  private Surface() {}

  /**
   * Says why a request has come to none of what there is.
   *
   * @throws Refusal always
   */
  public static void refuse(Exchange exchange) {
    String path = String.valueOf(exchange.getMessage().getHeader(Exchange.HTTP_URI));
    String method = String.valueOf(exchange.getMessage().getHeader(Exchange.HTTP_METHOD));
    String allowed = allowed(exchange.getContext(), path);
    if (allowed.isEmpty()) {
      throw Refusal.absent("there is nothing here; /api/openapi.json says what there is");
    } else if (("," + allowed.replace(" ", "") + ",").contains("," + method + ",")) {
      throw Refusal.notAcceptable();
    }
    throw Refusal.notAllowed(allowed);
  }

  /** The methods that a path takes, as in the header Allow; empty when it is none. */
  private static String allowed(CamelContext camel, String path) {
    return camel
        .getCamelContextExtension()
        .getContextPlugin(Model.class)
        .getRestDefinitions()
        .stream()
        .flatMap(
            rest ->
                rest.getVerbs().stream()
                    .filter(verb -> path.matches(pattern(rest, verb)))
                    .map(verb -> verb.asVerb().toUpperCase(Locale.ROOT)))
        .sorted()
        .distinct()
        .collect(joining(", "));
  }

  private static String pattern(RestDefinition rest, VerbDefinition verb) {
    return (rest.getPath() + verb.getPath()).replaceAll("\\{\\w+}", "[^/]+") + "/?";
  }
}
