// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Remembers what happened, if somebody wants to know; else it costs nothing. */
final class Trace {
  private final List<String> lines = new ArrayList<>();
  private final boolean kept;

  Trace(boolean kept) {
    this.kept = kept;
  }

  void tell(Supplier<String> what) {
    if (kept) {
      lines.add(what.get());
    }
  }

  List<String> lines() {
    return lines;
  }
}
