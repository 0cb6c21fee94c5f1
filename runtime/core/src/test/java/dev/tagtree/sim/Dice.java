// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.sim;

/** The chances inside one step: they depend on the step alone, so that others can be left out. */
final class Dice {
  private long state;

  void begin(long seed) {
    state = seed;
  }

  /** {@return a number from 0, below the bound} */
  int next(int bound) {
    return (int) ((mix(state += 0x9E3779B97F4A7C15L) >>> 1) % bound);
  }

  boolean oneIn(int bound) {
    return next(bound) == 0;
  }

  /** {@return 64 bits that look random; SplitMix64's finalizer} */
  static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
