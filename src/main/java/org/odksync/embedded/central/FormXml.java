package org.odksync.embedded.central;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes a form's definition as an XForm, with what a reader of submissions needs. */
final class FormXml {

  private static final String XFORMS = "http://www.w3.org/2002/xforms";
  private static final String XHTML = "http://www.w3.org/1999/xhtml";
  private static final String OPENROSA = "http://openrosa.org/xforms";

  private final PublishedForm form;
  private final XMLStreamWriter xml;

  private FormXml(PublishedForm form, XMLStreamWriter xml) {
    this.form = form;
    this.xml = xml;
  }

  static byte[] of(PublishedForm form) {
    StringWriter text = new StringWriter();
    try {
      new FormXml(form, XMLOutputFactory.newFactory().createXMLStreamWriter(text)).write();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void write() throws XMLStreamException {
    xml.writeStartDocument();
    xml.writeStartElement("h:html");
    xml.writeDefaultNamespace(XFORMS);
    xml.writeNamespace("h", XHTML);
    xml.writeNamespace("orx", OPENROSA);
    xml.writeStartElement("h:head");
    text("h:title", form.description().title());
    xml.writeStartElement("model");
    xml.writeStartElement("instance");
    xml.writeStartElement("data");
    xml.writeAttribute("id", form.description().id());
    xml.writeAttribute("version", form.name());
    values("");
    xml.writeEndElement();
    xml.writeEndElement();
    for (FormField field : form.fields()) {
      bind(field);
    }
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeStartElement("h:body");
    questions("");
    xml.writeEndDocument();
  }

  private void text(String element, String text) throws XMLStreamException {
    xml.writeStartElement(element);
    xml.writeCharacters(text);
    xml.writeEndElement();
  }

  private void values(String parent) throws XMLStreamException {
    for (FormField field : form.below(parent)) {
      xml.writeStartElement(isOfMeta(field) ? "orx:" + field.name() : field.name());
      values(field.path());
      xml.writeEndElement();
    }
  }

  private void bind(FormField field) throws XMLStreamException {
    if (!field.hasFields()) {
      xml.writeEmptyElement("bind");
      xml.writeAttribute("nodeset", reference(field));
      xml.writeAttribute("type", field.type().central());
    }
  }

  private void questions(String parent) throws XMLStreamException {
    for (FormField field : form.below(parent)) {
      if (field.hasFields()) {
        xml.writeStartElement("group");
        xml.writeAttribute("ref", reference(field));
        if (field.isRepeat()) {
          xml.writeStartElement("repeat");
          xml.writeAttribute("nodeset", reference(field));
        }
        questions(field.path());
        if (field.isRepeat()) {
          xml.writeEndElement();
        }
        xml.writeEndElement();
      } else if (!isOfMeta(field)) {
        question(field);
      }
    }
  }

  private void question(FormField field) throws XMLStreamException {
    xml.writeStartElement(field.type().isFile() ? "upload" : "input");
    xml.writeAttribute("ref", reference(field));
    if (field.type().isFile()) {
      xml.writeAttribute("mediatype", field.type().mediaType());
    }
    text("label", field.name());
    xml.writeEndElement();
  }

  private static boolean isOfMeta(FormField field) {
    return field.isWithin("/meta");
  }

  /** Fields of {@code meta} are in a namespace of their own. */
  private static String reference(FormField field) {
    return "/data" + (isOfMeta(field) ? field.path().replace("/", "/orx:") : field.path());
  }
}
