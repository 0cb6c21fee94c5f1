// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tagtree.Tag;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.MemoryLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The first invalidation goes out at once; what follows it within the window, together. */
class WindowTest {
  private static final Duration WINDOW = Duration.ofMillis(100);

  private final Rig rig = new Rig(hub -> hub.coalesce(WINDOW));
  private final Rig.Client client = rig.connect();

  WindowTest() {
    client.news();
  }

  private void pass(long millis) {
    rig.nanos += millis * 1_000_000;
    rig.settle();
  }

  @Test
  void whatFollowsWithinTheWindowGoesOutTogetherEachTagOnce() {
    rig.invalidate("a.x");
    assertEquals(List.of("a.x"), client.news());
    client.outlet.writes = 0;
    pass(10);
    rig.invalidate("a.x");
    rig.invalidate("a.y");
    pass(80);
    rig.invalidate("a.x");
    assertEquals(List.of(), client.news());
    pass(10);
    assertEquals(List.of("a.y", "a.x"), client.news());
    assertEquals(1, client.outlet.writes);
    assertEquals(1, rig.hub.stats().coalesced());
  }

  @Test
  void afterAQuietWindowTheNextOneGoesOutAtOnce() {
    rig.invalidate("a.x");
    pass(100);
    rig.invalidate("a.y");
    assertEquals(List.of("a.x", "a.y"), client.news());
  }

  @Test
  void inAStormTheWindowIsLongerUntilItIsOver() {
    rig.invalidate(Rig.numbered(0, Tail.STORM)); // at once, because it was quiet before
    assertEquals(Tail.STORM, client.news().size());
    rig.invalidate("a.y");
    pass(499);
    assertEquals(List.of(), client.news());
    pass(1);
    assertEquals(List.of("a.y"), client.news());
    rig.invalidate("a.z");
    pass(100);
    assertEquals(List.of("a.z"), client.news());
  }

  @Test
  void listenersHearAtOnceAndTheStampAdvancesWithTheConnections() {
    List<Tag> heard = new ArrayList<>();
    rig.hub.listen(Tag.parse("a.*"), heard::add);
    rig.invalidate("a.x");
    Cursor first = rig.hub.cursor();
    rig.invalidate("a.y");
    assertEquals(2, heard.size());
    assertEquals(first, rig.hub.cursor());
    Rig.Client late = rig.connect(Rig.from(first.toString()), "a.*");
    assertEquals("hello live", late.news().get(1));
    pass(100);
    assertEquals(rig.log.head(), rig.hub.cursor());
    assertEquals(List.of("a.y"), late.news());
  }

  @Test
  void aFullBatchDoesNotWaitForTheEndOfTheWindow() {
    rig.invalidate("a.x");
    for (int i = 0; i < 3_000; i += 1_000) {
      rig.invalidate(Rig.numbered(i, i + 1_000));
    }
    assertEquals(3_001, client.news().size());
  }

  @Test
  void aLossDoesNotWaitForTheEndOfTheWindow() {
    Rig losing = Rig.keeping(4, hub -> hub.coalesce(WINDOW));
    Rig.Client lost = losing.connected();
    losing.invalidate("a.x");
    losing.hub.invalidate(Rig.tags("b.x", "b.x", "b.x", "b.x", "b.x"));
    losing.settle();
    assertEquals(List.of("a.x", "resync log"), lost.news());
  }

  @Test
  void whatWaitedWhenTheLogWasLostIsNotSaidBehindTheResync() {
    Rig losing = Rig.keeping(16, hub -> hub.coalesce(WINDOW));
    Rig.Client lost = losing.connected();
    losing.invalidate("a.x");
    losing.invalidate("a.y");
    losing.invalidate(Rig.numbered(0, 20));
    assertEquals(List.of("a.x", "resync log"), lost.news());
  }

  @Test
  void theThreadSleepsThroughTheWindowAndSendsWhatItHas() {
    MemoryLog log = MemoryLog.create();
    try (TagHub hub = TagHub.builder().log(log).coalesce(Duration.ofMillis(20)).build()) {
      hub.invalidate(Tag.parse("a.x"));
      hub.invalidate(Tag.parse("a.y"));
      long deadline = System.nanoTime() + 20_000_000_000L;
      while (!hub.cursor().equals(log.head()) && System.nanoTime() < deadline) {
        Thread.onSpinWait();
      }
      assertEquals(log.head(), hub.cursor());
      assertEquals(log.head(), hub.node().ring.head().cursor());
    }
  }

  @Test
  void windowsAndLimitsOutsideTheirRangeAreRefused() {
    TagHub.Builder builder = TagHub.builder();
    assertThrows(IllegalArgumentException.class, () -> builder.coalesce(Duration.ofMillis(-1)));
    assertThrows(IllegalArgumentException.class, () -> builder.coalesce(Duration.ofMillis(1_001)));
    assertThrows(IllegalArgumentException.class, () -> builder.widenAbove(0));
  }
}
