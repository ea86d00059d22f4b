package org.odksync.http.hawtio;

import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.xml.LwModelToXMLDumper;

/**
 * The routes as Hawtio 5.2 can draw them: it takes what stands before {@code from} for a step, and
 * after the first such route it draws none at all.
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
