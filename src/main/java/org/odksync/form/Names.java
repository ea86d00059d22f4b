package org.odksync.form;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The names of the tables of a form, or of the columns of a table, so that no two are alike: a name
 * that is taken gets a part of the hash of what it stands for, the same in every version of the
 * form.
 */
final class Names {

  private static final int HASH_CHARACTERS = 8;

  private final Set<String> taken = new HashSet<>();

  /** Takes a name that must stay as it is. */
  void reserve(String name) {
    taken.add(name);
  }

  /**
   * Takes a name.
   *
   * @param origin what the name is made from, and nothing else's is
   */
  String take(String wished, String origin) {
    String name = Sql.name(wished);
    if (taken.contains(name)) {
      name = Sql.name(wished + "_" + Sql.hash(origin).substring(0, HASH_CHARACTERS));
    }
    if (!taken.add(name)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "two things of the form are both called %s", wished));
    }
    return name;
  }
}
