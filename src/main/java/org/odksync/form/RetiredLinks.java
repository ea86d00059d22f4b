package org.odksync.form;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Link columns, and HTML link columns, that no image uses any more, by table. They stay but are
 * emptied, because their links would not be renewed.
 */
record RetiredLinks(Map<String, Set<String>> byTable) {

  /**
   * @param names all names that the form's columns have ever had
   * @param tables of the current version
   */
  static RetiredLinks of(StoredNames names, Tables tables) {
    Map<String, Set<String>> retired = new LinkedHashMap<>();
    Table main = tables.main();
    Set<String> links = links(names, "/", main);
    retired.put(main.name(), links);
    Set<String> html = namesOf(names, "/", Image::isOfHtml);
    main.images().forEach(image -> html.remove(image.html()));
    html.addAll(links);
    retired.put(tables.unified(), html);
    for (Table repeat : tables.repeats()) {
      String place = "/" + String.join("/", repeat.path());
      retired.put(repeat.name(), links(names, place, repeat));
    }
    return new RetiredLinks(retired);
  }

  private static Set<String> links(StoredNames names, String place, Table table) {
    Set<String> links = namesOf(names, place, Image::isOfLink);
    table.images().forEach(image -> links.remove(image.column()));
    return links;
  }

  private static Set<String> namesOf(StoredNames names, String place, Predicate<String> nameKey) {
    return names.allColumns(place).entrySet().stream()
        .filter(name -> nameKey.test(name.getKey()))
        .map(Map.Entry::getValue)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  Set<String> in(String table) {
    return byTable.getOrDefault(table, Set.of());
  }
}
