// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.kit;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Patience with what comes in its own time. */
public final class Patience {
  private static final Duration LOOK = Duration.ofMillis(5);

  private Patience() {}

  /** Waits until a condition holds, or the limit is over; {@return whether it holds} */
  public static boolean until(Duration limit, BooleanSupplier condition) {
    long begin = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - begin > limit.toNanos()) {
        return false;
      }
      pause(LOOK);
    }
    return true;
  }

  /** Waits so long; of a duration below 0, not at all. */
  public static void pause(Duration duration) {
    try {
      Thread.sleep(Math.max(0, duration.toMillis()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
