// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The machine under a node, as far as a test takes its place: time, chance, waiting and threads.
 *
 * @param nanoTime the monotonic clock
 * @param random the calling thread's source of chance
 * @param pause lets the calling thread wait for so many nanoseconds, or less
 * @param threaded whether the node has threads of its own; if not, whoever built it takes its steps
 */
record Machine(
    LongSupplier nanoTime,
    Supplier<? extends RandomGenerator> random,
    LongConsumer pause,
    boolean threaded) {
  static final Machine REAL =
      new Machine(System::nanoTime, ThreadLocalRandom::current, LockSupport::parkNanos, true);
}
