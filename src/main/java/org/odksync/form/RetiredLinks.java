package org.odksync.form;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Columns that have held links, and links as HTML, of which no image is any more, by table. They
 * stay, and are emptied: nobody would sign what they hold again.
 */
record RetiredLinks(Map<String, Set<String>> byTable) {

  /**
   * @param names that the form's columns have ever had
   * @param tables of now
   */
  static RetiredLinks of(StoredNames names, Tables tables) {
    Map<String, Set<String>> retired = new LinkedHashMap<>();
    Table main = tables.main();
    Set<String> links = links(names, "/", main);
    retired.put(main.name(), links);
    Set<String> html = given(names, "/", Image::isOfHtml);
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
    Set<String> links = given(names, place, Image::isOfLink);
    table.images().forEach(image -> links.remove(image.column()));
    return links;
  }

  private static Set<String> given(StoredNames names, String place, Predicate<String> thing) {
    return names.everGiven(place).entrySet().stream()
        .filter(given -> thing.test(given.getKey()))
        .map(Map.Entry::getValue)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  Set<String> in(String table) {
    return byTable.getOrDefault(table, Set.of());
  }
}
