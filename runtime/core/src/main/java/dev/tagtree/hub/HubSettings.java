// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What does not change while a hub runs.
 *
 * @param schemas the trees it serves, as {@code hello} names them
 * @param heartbeat how long a connection may be silent
 * @param stallLimit how long a connection may take nothing before it is closed
 * @param maxAge how long a connection lives, within a tenth; then it is told to come back
 * @param window how long what follows an invalidation is collected before it goes out
 * @param parkLimit how long a client waits whose cursor another node is ahead with
 * @param moveOver within what time clients are sent away when the log cannot be read; zero: never
 * @param maxConnections how many connections are open at most; more are told to come back later
 * @param nanoTime the monotonic clock
 * @param random the calling thread's source of chance
 */
record HubSettings(
    List<String> schemas,
    Duration heartbeat,
    Duration stallLimit,
    Duration maxAge,
    Duration window,
    Duration parkLimit,
    Duration moveOver,
    int maxConnections,
    LongSupplier nanoTime,
    Supplier<? extends RandomGenerator> random) {

  /** Added to the age that a client states, because its request was under way for a while. */
  private static final Duration AGE_MARGIN = Duration.ofSeconds(1);

  /** Several times as long as the tail waits for the log. */
  private static final Duration LATELY = Duration.ofSeconds(5);

  HubSettings {
    schemas = List.copyOf(schemas);
  }

  /** {@return a random number from 0, below the bound} */
  long chance(long bound) {
    return random.get().nextLong(bound);
  }

  Duration ageMargin() {
    return AGE_MARGIN;
  }

  /** {@return after how much silence the next look could come too late for a heartbeat} */
  Duration longestSilence() {
    return heartbeat.minus(tick());
  }

  /** {@return how long ago the log was read at most, if a heartbeat says that all is known} */
  Duration lately() {
    return LATELY;
  }

  /** {@return how often silence, stalls and ages are looked at} */
  Duration tick() {
    long shortest = Math.min(heartbeat.toMillis(), stallLimit.toMillis());
    return Duration.ofMillis(Math.max(1, Math.min(1_000, shortest / 8)));
  }
}
