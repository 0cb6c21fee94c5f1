// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.sim;

import java.util.function.LongSupplier;

/** The time of one history, in nanoseconds: it passes when a step says so. */
final class Clock implements LongSupplier {
  private static final long MILLIS = 1_000_000;

  private long nanos = 1_000_000_000_000L;

  @Override
  public long getAsLong() {
    return nanos;
  }

  void pass(long millis) {
    nanos += millis * MILLIS;
  }
}
