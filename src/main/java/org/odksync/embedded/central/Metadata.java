package org.odksync.embedded.central;

import java.util.List;

/** The form's {@code $metadata} document (OData 4.0 CSDL). Its ETag changes with the fields. */
final class Metadata {

  private static final String SYSTEM = "org.opendatakit.submission.metadata";

  private final PublishedForm form;
  private final String formId;
  private final String user;
  private final List<String> systemColumns;
  private final StringBuilder xml = new StringBuilder(10_000);

  Metadata(Schema schema) {
    this.form = schema.form();
    this.formId = schema.form().description().id();
    this.user = "org.opendatakit.user." + ODataName.of(formId);
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
    schema(user);
    entity("Submissions", "");
    form.repeats().forEach(repeat -> entity(tableName(repeat), repeat.path()));
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
      property(form.parentIdColumn(ODataName.path(path)), "Edm.String");
    }
    properties(path);
    line("</EntityType>");
  }

  private void structure(FormField field) {
    line("<ComplexType Name=\"" + field.dotted() + "\">");
    properties(field.path());
    line("</ComplexType>");
  }

  private void properties(String path) {
    for (FormField field : form.below(path)) {
      if (field.isRepeat()) {
        String rows = "Collection(" + user + "." + tableName(field) + ")";
        line("<NavigationProperty Name=\"" + field.odataName() + "\" Type=\"" + rows + "\"/>");
      } else {
        property(field.odataName(), type(field));
      }
    }
  }

  private String type(FormField field) {
    return field.isStructure() ? user + "." + field.dotted() : field.type().edm();
  }

  private static String tableName(FormField repeat) {
    return "Submissions." + repeat.dotted();
  }

  private void container() {
    line("<EntityContainer Name=\"" + escaped(formId) + "\">");
    entitySet("Submissions");
    form.repeats().forEach(repeat -> entitySet(tableName(repeat)));
    line("</EntityContainer>");
  }

  private void entitySet(String name) {
    line("<EntitySet Name=\"" + name + "\" EntityType=\"" + user + "." + name + "\"/>");
  }

  private void property(String name, String type) {
    line("<Property Name=\"" + name + "\" Type=\"" + type + "\"/>");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private void line(String text) {
    xml.append(text).append('\n');
  }
}
