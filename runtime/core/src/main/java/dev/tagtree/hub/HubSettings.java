// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.log.DurationRange;
import java.time.Duration;
import java.util.List;

/**
 * The settings of a hub, which do not change while it runs.
 *
 * @param schemas the trees it serves, as {@code hello} names them
 * @param heartbeat how long a connection may be silent
 * @param stallLimit how long a connection may take nothing before it is closed
 * @param maxAge how long a connection lives, within a tenth; then it is told to come back
 * @param window how long what follows an invalidation is collected before it goes out
 * @param parkLimit how long a client waits whose cursor another node is ahead with
 * @param moveOver within what time clients are sent away when the log cannot be read; zero: never
 * @param widenAbove how many leaves of one kind are said one by one, at most
 * @param refetchBudget how many requests a second the origin can take; 0: no limit
 * @param maxConnections how many connections are open at most; more are told to come back later
 * @param machine the clock and what else a test takes over
 */
record HubSettings(
    List<String> schemas,
    Duration heartbeat,
    Duration stallLimit,
    Duration maxAge,
    Duration window,
    Duration parkLimit,
    Duration moveOver,
    int widenAbove,
    int refetchBudget,
    int maxConnections,
    Machine machine) {

  /** Most tags in one call of {@link TagHub#invalidate}. */
  static final int MAX_TAGS_PER_CALL = 1_024;

  /** Most that wait in {@link TagHub#whenServed} at once. */
  static final int MAX_WAITING = 1_024;

  /** Most paths that are counted for those who debug. */
  static final int MAX_PATHS = 1_000;

  /** Added to the age that a client states, because its request was under way for a while. */
  static final Duration AGE_MARGIN = Duration.ofSeconds(1);

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofDays(365);
  private static final Duration LONGEST_WINDOW = Duration.ofSeconds(1);

  /** Longest time over which clients are sent away. */
  private static final Duration LONGEST_DRAIN = Duration.ofHours(1);

  /** Takes a copy of the schemas. */
  HubSettings {
    schemas = List.copyOf(schemas);
  }

  /** {@return a time for which something lasts, 1 ms to 365 days} */
  static Duration lasting(String name, Duration time) {
    return new DurationRange(name, SHORTEST, LONGEST).check(time);
  }

  /** {@return a time for which events are collected, 0 to 1 s} */
  static Duration collecting(String name, Duration time) {
    return new DurationRange(name, Duration.ZERO, LONGEST_WINDOW).check(time);
  }

  /** {@return a time over which clients are sent away, 0 to 1 h} */
  static Duration leaving(String name, Duration time) {
    return new DurationRange(name, Duration.ZERO, LONGEST_DRAIN).check(time);
  }

  /** {@return a number that is as large as it has to be} */
  static int atLeast(String name, int least, int number) {
    if (number < least) {
      throw new IllegalArgumentException(name + " is at least " + least + ", not " + number);
    }
    return number;
  }

  /** {@return the time on the node's monotonic clock} */
  long now() {
    return machine.nanoTime().getAsLong();
  }

  /** {@return a random number from 0, below the bound} */
  long chance(long bound) {
    return machine.random().get().nextLong(bound);
  }

  /** {@return so many milliseconds, or up to seven eighths less} */
  long jittered(int millis) {
    return millis / 8 + chance(millis - millis / 8);
  }

  /** {@return a name that nothing else has: of a client, or of a history that is not known yet} */
  String newName() {
    return Long.toString(chance(1L << 60), 36);
  }

  /** {@return after how much silence the next look could come too late for a heartbeat} */
  Duration longestSilence() {
    return heartbeat.minus(tick());
  }

  /** {@return how often silence, stalls and ages are looked at} */
  Duration tick() {
    long shortest = Math.min(heartbeat.toMillis(), stallLimit.toMillis());
    return Duration.ofMillis(Math.max(1, Math.min(1_000, shortest / 8)));
  }
}
