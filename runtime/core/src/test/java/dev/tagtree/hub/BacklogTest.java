// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Requests wait together until the rate has let them through. */
class BacklogTest {
  private static final long SECOND = 1_000_000_000L;

  private final Backlog backlog = new Backlog(2);

  @Test
  void itGrowsByOneAndDrainsAtTheRate() {
    assertEquals(1, backlog.add(0));
    assertEquals(2, backlog.add(0));
    assertEquals(3, backlog.add(0));
    assertEquals(2, backlog.add(SECOND));
    assertEquals(1, backlog.add(100 * SECOND));
  }

  @Test
  void aClockMayBeginAnywhere() {
    assertEquals(1, backlog.add(Long.MIN_VALUE + 5));
    assertEquals(2, backlog.add(Long.MIN_VALUE + 5));
    assertEquals(1, backlog.add(Long.MIN_VALUE + 5 + 10 * SECOND));
  }
}
