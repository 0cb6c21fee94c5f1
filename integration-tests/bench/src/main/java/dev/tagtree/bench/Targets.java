// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.bench;

import dev.tagtree.kit.Table;
import java.util.Locale;

/** Limits of figures, held against what was measured. */
final class Targets {
  private final Table table = new Table("target", "at most", "measured", "verdict");

  /** Adds a figure that is to be no more than its limit. */
  void add(String name, double measured, double limit) {
    String format = limit < 10 ? "%.2f" : "%,.0f";
    verdict(name, format, measured, limit, measured <= limit);
  }

  /** Adds a ratio that is to be less than another's, which was measured as well. */
  void addBelow(String name, double measured, double other) {
    verdict(name, "%.3f", measured, other, measured < other);
  }

  private void verdict(String name, String format, double measured, double limit, boolean kept) {
    table.row(
        name,
        String.format(Locale.ROOT, format, limit),
        String.format(Locale.ROOT, format, measured),
        kept ? "PASS" : "MISSED");
  }

  /** Prints nothing where nothing was added. */
  void print() {
    table.print();
  }
}
