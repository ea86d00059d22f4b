package org.odksync.embedded.central;

/** The {@code $metadata} document (OData 4.0 CSDL) of the form: its ETag moves with the fields. */
final class Metadata {

  private static final String USER = "org.opendatakit.user." + SampleCentral.FORM_ID;
  private static final String SYSTEM = "org.opendatakit.submission.metadata";

  private final SampleForm form;
  private final Release release;
  private final StringBuilder xml = new StringBuilder(10_000);

  Metadata(SampleForm form, Release release) {
    this.form = form;
    this.release = release;
  }

  String xml() {
    line("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    line("<edmx:Edmx xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\" Version=\"4.0\">");
    line("<edmx:DataServices>");
    schema("org.opendatakit.submission");
    line("<ComplexType Name=\"metadata\">");
    release.systemColumns().forEach(name -> property(name, systemType(name)));
    line("</ComplexType>");
    line("</Schema>");
    schema(USER);
    entity("Submissions", "");
    entity("Submissions." + SampleForm.REPEAT, "/" + SampleForm.REPEAT);
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
    return switch (field.type()) {
      case "structure" -> USER + "." + typeName(field);
      case "int" -> "Edm.Int64";
      case "decimal" -> "Edm.Decimal";
      case "date" -> "Edm.Date";
      case "dateTime" -> "Edm.DateTimeOffset";
      case "geopoint" -> "Edm.GeographyPoint";
      default -> "Edm.String";
    };
  }

  private static String typeName(FormField field) {
    return field.path().substring(1).replace('/', '.');
  }

  private void container() {
    line("<EntityContainer Name=\"" + SampleCentral.FORM_ID + "\">");
    for (String name : new String[] {"Submissions", "Submissions." + SampleForm.REPEAT}) {
      line("<EntitySet Name=\"" + name + "\" EntityType=\"" + USER + "." + name + "\"/>");
    }
    line("</EntityContainer>");
  }

  private void property(String name, String type) {
    line("<Property Name=\"" + name + "\" Type=\"" + type + "\"/>");
  }

  private void line(String text) {
    xml.append(text).append('\n');
  }
}
