// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The check of a setting's duration, and its sentence. */
class DurationRangeTest {
  @ParameterizedTest
  @CsvSource({
    "PT0S, PT1S, PT2S, 'x is 0 to 1 s, not PT2S'",
    "PT0S, PT1S, PT-1S, 'x is 0 to 1 s, not PT-1S'",
    "PT0.01S, PT5M, PT0.009S, 'x is 10 ms to 5 min, not PT0.009S'",
    "PT1S, PT1H, PT61M, 'x is 1 s to 1 h, not PT1H1M'",
    "PT0.000000001S, P365D, PT0S, 'x is 1 ns to 365 d, not PT0S'",
    "PT0.0015S, PT90S, PT100S, 'x is 1500 µs to 90 s, not PT1M40S'"
  })
  void whatIsOutsideIsRefusedWithTheRange(
      Duration shortest, Duration longest, Duration wrong, String sentence) {
    DurationRange range = new DurationRange("x", shortest, longest);
    assertEquals(
        sentence,
        assertThrows(IllegalArgumentException.class, () -> range.check(wrong)).getMessage());
  }

  @Test
  void bothEndsAreInside() {
    DurationRange range = new DurationRange("x", Duration.ZERO, Duration.ofSeconds(1));
    for (Duration right : new Duration[] {Duration.ZERO, Duration.ofSeconds(1)}) {
      assertSame(right, range.check(right));
    }
  }

  @Test
  void nullIsRefusedByName() {
    DurationRange range = new DurationRange("the wait", Duration.ZERO, Duration.ZERO);
    assertEquals(
        "the wait", assertThrows(NullPointerException.class, () -> range.check(null)).getMessage());
  }
}
