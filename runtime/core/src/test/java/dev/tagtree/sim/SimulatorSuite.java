// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.sim;

import java.util.function.Supplier;

/** The same histories each time, against a runtime that may have a bug. */
final class SimulatorSuite implements Supplier<String> {
  private static final int HISTORIES = 20_000;

  /** {@return the first history that breaks, and how; null if none does} */
  @Override
  public String get() {
    for (Kind kind : Kind.values()) {
      String found = new Simulator(kind, Mistake.NONE).search(1, HISTORIES).orElse(null);
      if (found != null) {
        return found;
      }
    }
    return null;
  }
}
