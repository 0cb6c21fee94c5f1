// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An invalidation arrives, although nothing is published after it and no tick comes. */
class LivenessTest {
  private static final int ROUNDS = 100_000;

  @Test
  @Timeout(120)
  void everyInvalidationArrivesWithoutALaterOne() {
    try (ClosedLoop loop = new ClosedLoop(Duration.ofSeconds(10))) {
      assertNull(loop.run(ROUNDS));
    }
  }
}
