// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A roster does what a list and a queue of references would do. */
class RosterTest {
  private static final int STEPS = 20_000;

  private final Roster roster = new Roster();
  private final List<Connection> present = new ArrayList<>();
  private final ArrayDeque<Connection> waiting = new ArrayDeque<>();
  private final List<Connection> absent = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void rosterKeepsWhoIsThereAndTheOrderOfTurns(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Rig rig = new Rig();
    for (int i = 0; i < 100; i++) {
      absent.add(rig.connect().connection);
    }
    for (int step = 0; step < STEPS; step++) {
      int dice = random.nextInt(100);
      if (dice < 20 && !absent.isEmpty()) {
        enter(absent.remove(random.nextInt(absent.size())));
      } else if (dice < 35 && !present.isEmpty()) {
        leave(present.remove(random.nextInt(present.size())));
      } else if (dice < 75 && !present.isEmpty()) {
        Connection connection = present.get(random.nextInt(present.size()));
        if (!waiting.contains(connection)) {
          waiting.add(connection);
          roster.enqueue(connection);
        }
      } else {
        haveTurn();
      }
      assertEquals(present.size(), roster.size());
      if (step % 100 == 0) {
        assertEquals(Set.copyOf(present), new HashSet<>(roster.members()));
      }
    }
    while (!waiting.isEmpty()) {
      haveTurn();
    }
    new ArrayList<>(present).forEach(this::leave);
    assertNull(roster.peek());
    assertEquals(List.of(), roster.members());
  }

  private void enter(Connection connection) {
    present.add(connection);
    roster.add(connection);
  }

  private void leave(Connection connection) {
    present.remove(connection);
    waiting.remove(connection);
    absent.add(connection);
    roster.remove(connection);
  }

  /** A turn too many, for who took the place of one that left, is allowed. */
  private void haveTurn() {
    Connection next = roster.peek();
    assertSame(next, roster.poll());
    while (next != null && next != waiting.peek()) {
      next = roster.poll();
    }
    assertSame(waiting.poll(), next);
  }
}
