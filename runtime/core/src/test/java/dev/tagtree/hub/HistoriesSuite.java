// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import java.util.function.Supplier;

/** Random histories with the same seeds each time: how many does it take until a bug shows? */
final class HistoriesSuite implements Supplier<String> {
  private static final int HISTORIES = 600;

  /** {@return the first seed whose history breaks, and how; null if none does} */
  @Override
  public String get() {
    for (int seed = 1; seed <= HISTORIES; seed++) {
      try {
        new History(seed, new Trace(false)).run();
      } catch (RuntimeException | AssertionError broken) {
        return "seed " + seed + ": " + broken.getMessage();
      }
    }
    return null;
  }
}
