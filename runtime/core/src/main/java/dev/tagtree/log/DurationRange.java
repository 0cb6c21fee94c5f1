// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.log;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * The durations that a setting may have, and the sentence about any other; for builders, so that
 * all of them say it alike.
 *
 * @param name of the setting, as the sentence begins: {@code the timeout}
 * @param shortest the first that it may have
 * @param longest the last one
 */
public record DurationRange(String name, Duration shortest, Duration longest) {
  /** In the order of {@link TimeUnit}. */
  private static final List<String> SYMBOLS = List.of("ns", "µs", "ms", "s", "min", "h", "d");

  /** Checks that nothing is null. */
  public DurationRange {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(shortest, "shortest");
    Objects.requireNonNull(longest, "longest");
  }

  /**
   * {@return the duration}
   *
   * @throws IllegalArgumentException if it is not in the range, which the message names
   */
  public Duration check(Duration duration) {
    Objects.requireNonNull(duration, name);
    if (duration.compareTo(shortest) < 0 || duration.compareTo(longest) > 0) {
      throw new IllegalArgumentException(
          name + " is " + text(shortest) + " to " + text(longest) + ", not " + duration);
    }
    return duration;
  }

  /** {@return {@code 10 ms}: the duration in the longest unit that leaves no rest} */
  private static String text(Duration duration) {
    long nanos = duration.toNanos();
    String text = "0";
    for (TimeUnit unit : TimeUnit.values()) {
      long one = unit.toNanos(1);
      if (nanos != 0 && nanos % one == 0) {
        text = nanos / one + " " + SYMBOLS.get(unit.ordinal());
      }
    }
    return text;
  }
}
