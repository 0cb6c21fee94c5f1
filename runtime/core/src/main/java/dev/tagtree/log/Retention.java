// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.log;

import java.time.Duration;

/**
 * The bounds of the past that is kept. What falls off can no longer be replayed: a client that asks
 * for it is told to refetch everything.
 *
 * @param entries most invalidations kept
 * @param bytes most bytes kept: of tags' text in a log, of encoded events on each node
 * @param time how long an invalidation is kept; it goes when the next one comes after that
 */
public record Retention(int entries, long bytes, Duration time) {
  private static final DurationRange TIME =
      new DurationRange("the retained time", Duration.ofNanos(1), Duration.ofDays(365));

  private static final Duration DEFAULT_TIME = Duration.ofDays(1);

  /** 8,192 invalidations in 4 MiB, at most a day old: at ten a second, a quarter of an hour. */
  public static final Retention DEFAULT = new Retention(8_192, 4L << 20, DEFAULT_TIME);

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if entries is not 1 to 2^24 or bytes or time is not positive,
   *     or time is more than 365 days
   */
  public Retention {
    if (entries < 1 || entries > 1 << 24) {
      throw new IllegalArgumentException("retention keeps 1 to 16777216 entries, not " + entries);
    }
    if (bytes < 1) {
      throw new IllegalArgumentException("retention keeps at least 1 byte, not " + bytes);
    }
    TIME.check(time);
  }

  /** As many and as large, for a day. */
  public Retention(int entries, long bytes) {
    this(entries, bytes, DEFAULT_TIME);
  }
}
