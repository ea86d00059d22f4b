package org.odksync.functional;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The form's route file in a copy of the routes. */
record FormFile(Path file) {

  static FormFile in(Path routes) {
    return new FormFile(routes.resolve("forms/GRARentalDataCollection.camel.yaml"));
  }

  /**
   * Adds an option to the form.
   *
   * @param name such as {@code unified}, or {@code views.phones} for an entry of a list
   */
  void set(String name, String value) throws IOException {
    String text = Files.readString(file);
    String changed =
        name.startsWith("views.")
            ? text.replaceFirst(
                "(\\n +)views:\\n( +)",
                "$1views:\n$2%s: %s\n$2".formatted(name.substring("views.".length()), value))
            : text.replaceFirst("(\\n +)deletes:", "$1%s: %s$1deletes:".formatted(name, value));
    if (changed.equals(text)) {
      throw new IllegalStateException("cannot find where to put the option " + name);
    }
    Files.writeString(file, changed);
  }
}
