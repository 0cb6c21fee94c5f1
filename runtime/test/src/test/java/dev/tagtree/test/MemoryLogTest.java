// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tagtree.log.InvalidationLog;
import dev.tagtree.log.MemoryLog;
import dev.tagtree.log.Retention;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** The log in memory keeps the contract. */
class MemoryLogTest extends InvalidationLogContract {
  @Override
  protected InvalidationLog open(Retention retention, InstantSource clock) {
    return MemoryLog.builder()
        .retainedEntries(retention.entries())
        .retainedBytes(retention.bytes())
        .clock(clock)
        .build();
  }

  @Test
  void offsetsAreMicrosecondsOfTheClock() {
    try (MemoryLog log =
        MemoryLog.builder().clock(() -> Instant.ofEpochSecond(3, 4_567_891)).build()) {
      assertEquals(3_004_567, log.head().offset());
      assertEquals(3_004_569, log.append(tags(0, 2)).offset());
    }
  }

  @Test
  void boundsOutsideTheirRangeAreRefused() {
    MemoryLog.Builder builder = MemoryLog.builder();
    assertThrows(IllegalArgumentException.class, builder.retainedEntries(0)::build);
    assertThrows(IllegalArgumentException.class, builder.retainedEntries((1 << 24) + 1)::build);
    assertThrows(
        IllegalArgumentException.class, builder.retainedEntries(1).retainedBytes(0)::build);
  }
}
