// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.log.Cursor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Waiting for a position that a node has served. */
class ServedTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final Served served = new Served(new Cursor("e", 10), 0);

  private CompletableFuture<Boolean> reach(String epoch, long offset) {
    return served.reach(new Cursor(epoch, offset), LONG);
  }

  @Test
  void whatIsServedIsNotWaitedFor() {
    assertTrue(reach("e", 9).join());
    assertTrue(reach("e", 10).join());
  }

  @Test
  void whoWaitsIsWokenWhenThePositionIsReachedAndNotBefore() {
    CompletableFuture<Boolean> waiting = reach("e", 12);
    served.moveTo(new Cursor("e", 11));
    assertFalse(waiting.isDone());
    served.moveTo(new Cursor("e", 13));
    assertTrue(waiting.join());
  }

  @Test
  void nobodyWaitsForAnotherEpoch() {
    assertFalse(reach("f", 5).join());
    CompletableFuture<Boolean> waiting = reach("e", 12);
    served.moveTo(new Cursor("f", 100));
    assertFalse(waiting.join());
  }

  @Test
  void aWaitEnds() {
    assertFalse(served.reach(new Cursor("e", 12), Duration.ZERO).join());
  }

  @Test
  void onlySoManyWaitAndTheOthersGoOnAtOnce() {
    List<CompletableFuture<Boolean>> waiting = new ArrayList<>();
    for (int i = 0; i < TagHub.MAX_WAITING; i++) {
      waiting.add(reach("e", 11 + i));
    }
    assertFalse(reach("e", 11).join(), "there is no room");
    assertFalse(waiting.get(0).isDone());

    waiting.get(5).complete(false);
    CompletableFuture<Boolean> another = reach("e", 11);
    assertFalse(another.isDone(), "who has gone makes room");
    served.moveTo(new Cursor("e", 11 + TagHub.MAX_WAITING));
    assertTrue(another.join());
    for (int i = 0; i < waiting.size(); i++) {
      assertEquals(i != 5, waiting.get(i).join());
    }
  }

  @Test
  void aHubWakesWhoWaitsWhenItHasToldItsClients() {
    Rig rig = new Rig();
    rig.invalidate("a.b");
    Cursor before = rig.hub.cursor();
    rig.hub.invalidate(Rig.tags("a.c"));
    CompletableFuture<Boolean> waiting = rig.hub.whenServed(rig.log.head(), LONG);
    assertFalse(waiting.isDone());
    assertTrue(rig.hub.whenServed(before, LONG).join());
    rig.settle();
    assertTrue(waiting.join());
    assertEquals(rig.log.head(), rig.hub.cursor());
  }

  @Test
  void argumentsAreNamed() {
    Rig rig = new Rig();
    assertEquals(
        "cursor",
        assertThrows(NullPointerException.class, () -> rig.hub.whenServed(null, LONG))
            .getMessage());
    assertEquals(
        "wait",
        assertThrows(NullPointerException.class, () -> rig.hub.whenServed(new Cursor("e", 1), null))
            .getMessage());
  }

  @Test
  void aNodeIsCurrentFromItsFirstLookAtTheWholeLogUntilFiveSecondsAfterItsLast() {
    long second = 1_000_000_000L;
    assertFalse(served.isCurrent(0), "nobody has looked");
    assertFalse(served.isCurrent(100 * second));
    served.verify(100 * second);
    assertTrue(served.isCurrent(100 * second));
    assertTrue(served.isCurrent(105 * second - 1));
    assertFalse(served.isCurrent(105 * second));
  }
}
