// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import java.time.Duration;
import java.util.function.Supplier;

/** The closed loop, with fewer rounds and less patience. */
final class LivenessSuite implements Supplier<String> {
  private static final int ROUNDS = 15_000;
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** {@return what never arrived; null if all did} */
  @Override
  public String get() {
    try (ClosedLoop loop = new ClosedLoop(PATIENCE)) {
      return loop.run(ROUNDS);
    }
  }
}
