package org.odksync.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/** Prints rows as a table for people; the last column is as wide as its text. */
final class ConsoleTable {

  private static final int GAP = 2;

  private final List<String[]> rows = new ArrayList<>();

  ConsoleTable(String... heading) {
    rows.add(heading);
  }

  void row(@Nullable Object... cells) {
    rows.add(
        Stream.of(cells).map(cell -> cell == null ? "-" : cell.toString()).toArray(String[]::new));
  }

  void print(PrintWriter out) {
    Column[] columns = new Column[rows.get(0).length];
    for (int i = 0; i < columns.length; i++) {
      int column = i;
      int width = rows.stream().mapToInt(row -> row[column].length()).max().orElse(0) + GAP;
      columns[i] = new Column(width, 0, Overflow.SPAN);
    }
    TextTable table = TextTable.forColumns(Help.defaultColorScheme(Ansi.OFF), columns);
    rows.forEach(table::addRowValues);
    out.print(table.toString());
    out.flush();
  }
}
