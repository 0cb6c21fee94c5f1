// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The story of a history, if somebody wants to know it; else it costs nothing. */
public final class Trace {
  private final List<String> lines = new ArrayList<>();
  private final boolean kept;

  /** A story that is told only if it is to be kept. */
  public Trace(boolean kept) {
    this.kept = kept;
  }

  /** Says what happens. */
  public void tell(Supplier<String> what) {
    if (kept) {
      lines.add(what.get());
    }
  }

  /** {@return what was said, in order} */
  public List<String> lines() {
    return lines;
  }
}
