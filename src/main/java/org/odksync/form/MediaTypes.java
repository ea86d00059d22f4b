package org.odksync.form;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Finds the media types of a form's uploads: images, audio, video or any file. In Central's list of
 * fields all of them are binary; only the form's XML distinguishes them.
 */
public final class MediaTypes {

  /** The key of the media type in a field of Central's list. */
  static final String KEY = "mediatype";

  private static final Pattern PREFIX = Pattern.compile("^[^:]*:");
  private static final Pattern INVALID_START = Pattern.compile("^[^A-Za-z_]");
  private static final Pattern INVALID_CHARACTERS = Pattern.compile("[^A-Za-z0-9_]+");

  private final Map<String, String> byPath = new HashMap<>();

  /**
   * The references of the open elements, because those inside a group or repeat may be relative.
   */
  private final Deque<String> open = new ArrayDeque<>();

  private MediaTypes() {}

  /**
   * Adds the media types from the form's XML to Central's list of fields.
   *
   * @param fields Central's {@code /fields?odata=true}
   * @param xml the form's definition; this method closes it
   * @throws IOException if the XML cannot be read to its end
   * @throws XMLStreamException if it is not XML
   */
  public static List<Map<String, Object>> addTo(List<Map<String, Object>> fields, InputStream xml)
      throws IOException, XMLStreamException {
    return addTo(fields, new MediaTypes().read(xml));
  }

  /**
   * Adds known media types to Central's list of fields.
   *
   * @param types by the path of the field
   */
  static List<Map<String, Object>> addTo(
      List<Map<String, Object>> fields, Map<String, String> types) {
    List<Map<String, Object>> result = new ArrayList<>();
    for (Map<String, Object> field : fields) {
      Map<String, Object> copy = new LinkedHashMap<>(field);
      String type = types.get(String.valueOf(field.get("path")));
      if (type != null) {
        copy.put(KEY, type);
      }
      result.add(copy);
    }
    return result;
  }

  private Map<String, String> read(InputStream xml) throws IOException, XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    // a definition needs neither, and with them its author could read files of this machine
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try (xml) {
      XMLStreamReader reader = factory.createXMLStreamReader(xml);
      while (reader.hasNext()) {
        int event = reader.next();
        if (event == XMLStreamConstants.START_ELEMENT) {
          begin(reader);
        } else if (event == XMLStreamConstants.END_ELEMENT) {
          open.pop();
        }
      }
    } catch (XMLStreamException refused) {
      if (refused.getNestedException() instanceof IOException broken) {
        throw broken;
      }
      throw refused;
    }
    return byPath;
  }

  private void begin(XMLStreamReader element) {
    String reference = reference(element);
    if (element.getLocalName().equals("upload")) {
      String type = attribute(element, KEY);
      if (type != null) {
        byPath.put(path(reference), type.strip().toLowerCase(Locale.ROOT));
      }
    } else if (element.getLocalName().equals("recordaudio")) {
      // an action of Collect without a question
      byPath.put(path(reference), "audio/*");
    }
    open.push(reference);
  }

  /** The absolute reference of an element; that of the enclosing element if it has none. */
  private String reference(XMLStreamReader element) {
    String enclosing = Objects.requireNonNullElse(open.peek(), "");
    String own = attribute(element, "ref");
    if (own == null) {
      own = attribute(element, "nodeset");
    }
    if (own == null) {
      return enclosing;
    }
    return own.startsWith("/") ? own : enclosing + "/" + own;
  }

  private static @Nullable String attribute(XMLStreamReader element, String name) {
    return element.getAttributeValue(null, name);
  }

  /** The path as in Central's list: without root and prefixes, in OData names. */
  private static String path(String reference) {
    StringBuilder path = new StringBuilder();
    String[] names = reference.strip().split("/", -1);
    for (int i = 2; i < names.length; i++) {
      path.append('/').append(name(names[i].strip()));
    }
    return path.toString();
  }

  private static String name(String step) {
    String local = PREFIX.matcher(step).replaceFirst("");
    String started = INVALID_START.matcher(local).replaceFirst("_$0");
    return INVALID_CHARACTERS.matcher(started).replaceAll("_");
  }
}
