package org.odksync.embedded.central;

import java.util.List;

/** The {@code $metadata} document (OData 4.0 CSDL) of the form: its ETag moves with the fields. */
final class Metadata {

  private static final String USER = "org.opendatakit.user." + SampleCentral.FORM_ID;
  private static final String SYSTEM = "org.opendatakit.submission.metadata";

  private final FormVersion form;
  private final List<String> systemColumns;
  private final StringBuilder xml = new StringBuilder(10_000);

  Metadata(Schema schema) {
    this.form = schema.form();
    this.systemColumns = schema.release().systemColumns();
  }

  String xml() {
    line("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    line("<edmx:Edmx xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\" Version=\"4.0\">");
    line("<edmx:DataServices>");
    schema("org.opendatakit.submission");
    line("<ComplexType Name=\"metadata\">");
    systemColumns.forEach(name -> property(name, systemType(name)));
    line("</ComplexType>");
    line("</Schema>");
    schema(USER);
    entity("Submissions", "");
    form.repeats().forEach(repeat -> entity("Submissions." + repeat.name(), repeat.path()));
    form.fields().stream().filter(FormField::isStructure).forEach(this::structure);
    container();
    line("</Schema>");
    line("</edmx:DataServices>");
    line("</edmx:Edmx>");
    return xml.toString();
  }

  private static String systemType(String name) {
    return switch (name) {
      case "submissionDate", "updatedAt", "deletedAt" -> "Edm.DateTimeOffset";
      case "attachmentsPresent", "attachmentsExpected", "edits" -> "Edm.Int64";
      default -> "Edm.String";
    };
  }

  private void schema(String namespace) {
    line(
        "<Schema xmlns=\"http://docs.oasis-open.org/odata/ns/edm\" Namespace=\""
            + namespace
            + "\">");
  }

  private void entity(String name, String path) {
    line("<EntityType Name=\"" + name + "\">");
    line("<Key><PropertyRef Name=\"__id\"/></Key>");
    property("__id", "Edm.String");
    if (path.isEmpty()) {
      property("__system", SYSTEM);
    } else {
      property(Selection.parentId(), "Edm.String");
    }
    properties(path);
    line("</EntityType>");
  }

  private void structure(FormField field) {
    line("<ComplexType Name=\"" + typeName(field) + "\">");
    properties(field.path());
    line("</ComplexType>");
  }

  private void properties(String path) {
    for (FormField field : form.below(path)) {
      if (field.isRepeat()) {
        String rows = "Collection(" + USER + ".Submissions." + typeName(field) + ")";
        line("<NavigationProperty Name=\"" + field.name() + "\" Type=\"" + rows + "\"/>");
      } else {
        property(field.name(), type(field));
      }
    }
  }

  private static String type(FormField field) {
    return field.isStructure() ? USER + "." + typeName(field) : field.type().edm();
  }

  private static String typeName(FormField field) {
    return field.path().substring(1).replace('/', '.');
  }

  private void container() {
    line("<EntityContainer Name=\"" + SampleCentral.FORM_ID + "\">");
    entitySet("Submissions");
    form.repeats().forEach(repeat -> entitySet("Submissions." + repeat.name()));
    line("</EntityContainer>");
  }

  private void entitySet(String name) {
    line("<EntitySet Name=\"" + name + "\" EntityType=\"" + USER + "." + name + "\"/>");
  }

  private void property(String name, String type) {
    line("<Property Name=\"" + name + "\" Type=\"" + type + "\"/>");
  }

  private void line(String text) {
    xml.append(text).append('\n');
  }
}
