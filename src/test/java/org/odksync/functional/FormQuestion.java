package org.odksync.functional;

import java.util.ArrayList;
import java.util.List;

/**
 * A question of a generated form, or a group or repeat with its questions.
 *
 * @param type as in a line of the sample's form
 * @param inside empty except for a group or repeat
 */
record FormQuestion(String name, String type, List<FormQuestion> inside) {

  static final String GROUP = "structure";
  static final String REPEAT = "repeat";

  /** The name in Central's OData, which allows only letters, digits and underscores. */
  String odataName() {
    return odataName(name);
  }

  static String odataName(String name) {
    return name.replaceFirst("^[^A-Za-z_]", "_$0").replaceAll("[^A-Za-z0-9_]+", "_");
  }

  /** The lines of a sample form, each with a type and a path. */
  static List<String> lines(List<FormQuestion> questions) {
    List<String> lines = new ArrayList<>();
    addLines("", questions, lines);
    return lines;
  }

  private static void addLines(String parent, List<FormQuestion> questions, List<String> lines) {
    for (FormQuestion question : questions) {
      String path = parent + "/" + question.name;
      lines.add(question.type + " " + path);
      addLines(path, question.inside, lines);
    }
  }

  @Override
  public String toString() {
    return inside.isEmpty() ? type + " " + name : type + " " + name + inside;
  }
}
