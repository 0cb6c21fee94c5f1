// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** The simulator's way to hubs without threads, whose time and chance come from outside. */
public final class SteppedHub {
  private SteppedHub() {}

  /** {@return a hub that does something only when {@link #step} is called, or one of its tasks} */
  public static TagHub build(
      TagHub.Builder builder, LongSupplier nanoTime, RandomGenerator random) {
    return builder.stepped(nanoTime, random, nanos -> {}).build();
  }

  /** Pays debts, and takes one batch from the log; false if there are none. */
  public static boolean step(TagHub hub) {
    try {
      return hub.node().step();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
