// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.kit;

import java.util.ArrayList;
import java.util.List;

/** Rows of text under a heading, printed as Markdown that can be read as it is. */
public final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  public Table(String... heading) {
    this(List.of(heading));
  }

  public Table(List<String> heading) {
    rows.add(List.copyOf(heading));
  }

  public void row(String... cells) {
    row(List.of(cells));
  }

  public void row(List<String> cells) {
    rows.add(List.copyOf(cells));
  }

  /** Prints it, unless there is nothing under the heading. */
  public void print() {
    if (rows.size() > 1) {
      System.out.println(this);
    }
  }

  /** {@return the table, a line for each row} */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      StringBuilder rule = new StringBuilder("|");
      text.append('|');
      for (int column = 0; column < rows.get(0).size(); column++) {
        int at = column;
        int width = rows.stream().mapToInt(row -> row.get(at).length()).max().orElseThrow();
        String cell = rows.get(i).get(column);
        text.append(' ').append(cell).append(" ".repeat(width - cell.length())).append(" |");
        rule.append("-".repeat(width + 2)).append('|');
      }
      text.append('\n');
      if (i == 0) {
        text.append(rule).append('\n');
      }
    }
    return text.toString();
  }
}
