package org.odksync.http.hawtio;

import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.xml.LwModelToXMLDumper;

/**
 * Removes error handlers from the XML of routes. Hawtio 5.2 takes an element before {@code from}
 * for a step, and then draws none of the remaining routes.
 */
final class HawtioRouteXml extends LwModelToXMLDumper {

  private static final Pattern ERROR_HANDLER =
      Pattern.compile("\\s*<errorHandler\\b.*?</errorHandler>", Pattern.DOTALL);

  @Override
  public String dumpModelAsXml(CamelContext context, NamedNode definition) throws Exception {
    return drawable(super.dumpModelAsXml(context, definition));
  }

  @Override
  public String dumpModelAsXml(
      CamelContext context,
      NamedNode definition,
      boolean resolvePlaceholders,
      boolean generatedIds,
      boolean sourceLocation)
      throws Exception {
    return drawable(
        super.dumpModelAsXml(
            context, definition, resolvePlaceholders, generatedIds, sourceLocation));
  }

  static String drawable(String xml) {
    return ERROR_HANDLER.matcher(xml).replaceAll("");
  }
}
