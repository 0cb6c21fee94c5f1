// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows of text under a heading, printed as Markdown that can be read as it is. */
final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  Table(String... heading) {
    rows.add(List.of(heading));
  }

  void row(String... cells) {
    rows.add(List.of(cells));
  }

  /** Adds a target: a figure that is to be no more than its limit. */
  void target(String name, double measured, double limit) {
    String format = limit < 10 ? "%.2f" : "%,.0f";
    verdict(name, format, measured, limit, measured <= limit);
  }

  /** Adds a target: a ratio that is to be less than another's, which was measured as well. */
  void targetBelow(String name, double measured, double other) {
    verdict(name, "%.3f", measured, other, measured < other);
  }

  private void verdict(String name, String format, double measured, double limit, boolean kept) {
    row(
        name,
        String.format(Locale.ROOT, format, limit),
        String.format(Locale.ROOT, format, measured),
        kept ? "PASS" : "MISSED");
  }

  static Table ofTargets() {
    return new Table("target", "at most", "measured", "verdict");
  }

  /** Prints nothing where there is nothing under the heading. */
  void print() {
    if (rows.size() == 1) {
      return;
    }
    int columns = rows.get(0).size();
    for (int i = 0; i < rows.size(); i++) {
      StringBuilder line = new StringBuilder("|");
      StringBuilder rule = new StringBuilder("|");
      for (int column = 0; column < columns; column++) {
        int at = column;
        int width = rows.stream().mapToInt(row -> row.get(at).length()).max().orElseThrow();
        String cell = rows.get(i).get(column);
        line.append(' ').append(cell).append(" ".repeat(width - cell.length())).append(" |");
        rule.append("-".repeat(width + 2)).append('|');
      }
      System.out.println(line);
      if (i == 0) {
        System.out.println(rule);
      }
    }
    System.out.println();
  }
}
