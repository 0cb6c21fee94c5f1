// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.Tag;
import dev.tagtree.hub.Subscription.Resume;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Refetches are spread so that the origin is asked no more than it can take. */
class HerdTest {
  private final SplittableRandom random = new SplittableRandom(5);

  private static Filter filter(String... texts) {
    return Filter.of(List.of(Rig.tags(texts)));
  }

  private static void join(Herd herd, int count, String... texts) {
    for (int i = 0; i < count; i++) {
      herd.joins(filter(texts));
    }
  }

  @Test
  void theSpreadIsWhatTheAudienceNeeds() {
    Herd herd = new Herd(100);
    join(herd, 1_000, "todos.*");
    join(herd, 200, "todos.byId(1)");
    join(herd, 300, "notes.list", "notes.list");
    assertEquals(12_000, herd.spread(Tag.parse("todos.byId(1)")));
    assertEquals(10_000, herd.spread(Tag.parse("todos.byId(2)")));
    assertEquals(6_000, herd.spread(Tag.parse("notes.list"))); // counted for each tag
    assertEquals(
        15_000, herd.spread(Tag.parse("*")), "nobody is counted beyond those that are there");
    join(herd, 500);
    assertEquals(5_000, herd.spread(Tag.parse("other.list")));
  }

  @Test
  void whoLeavesIsNotCounted() {
    Herd herd = new Herd(10);
    join(herd, 50, "todos.*", "notes.*");
    for (int i = 0; i < 49; i++) {
      herd.leaves(filter("todos.*", "notes.*"));
    }
    assertEquals(100, herd.spread(Tag.parse("todos.list")));
    herd.leaves(filter("todos.*", "notes.*"));
    assertEquals(0, herd.spread(Tag.parse("*")));
  }

  @Test
  void aSmallAudienceDoesNotWaitAndALargeOneNotForEver() {
    Herd herd = new Herd(1_000);
    join(herd, 19);
    assertEquals(0, herd.spread(Tag.parse("a.x")));
    join(herd, 1);
    assertEquals(20, herd.spread(Tag.parse("a.x")));
    join(herd, 100_000);
    assertEquals(Herd.MAX_SPREAD_MILLIS, herd.spread(Tag.parse("a.x")));
  }

  @Test
  void withoutABudgetNobodyWaits() {
    Herd herd = new Herd(0);
    join(herd, 1_000);
    assertEquals(0, herd.spread(Tag.parse("*")));
    assertEquals(0, herd.resync(Reason.LOG, 0));
    assertThrows(IllegalArgumentException.class, () -> TagHub.builder().refetchBudget(-1));
  }

  /**
   * {@return the most refetches in any second, if each client waits a random part of its spread}
   */
  private int peak(double[] told, int[] spreads) {
    int[] seconds = new int[200];
    for (int i = 0; i < told.length; i++) {
      seconds[(int) (told[i] + random.nextDouble() * spreads[i] / 1_000)]++;
    }
    return Arrays.stream(seconds).max().orElseThrow();
  }

  @Test
  void whenTheLogIsLostAllWaitTogether() {
    Herd herd = new Herd(500);
    join(herd, 10_000);
    int[] spreads = new int[10_000];
    Arrays.setAll(spreads, i -> herd.resync(Reason.LOG, 0));
    int peak = peak(new double[10_000], spreads);
    assertTrue(peak < 600, () -> peak + " in a second");
  }

  @Test
  void whoComesBackAfterARestartWaitsLongerTheMoreThereAre() {
    Herd herd = new Herd(500);
    double[] told = new double[10_000];
    int[] spreads = new int[10_000];
    for (int i = 0; i < told.length; i++) {
      told[i] = 2 + i / 5_000.0; // between 2 and 4 s after the restart
      spreads[i] = herd.resync(Reason.EPOCH, (long) (told[i] * 1e9));
      join(herd, 1);
    }
    int peak = peak(told, spreads);
    assertTrue(peak < 1_000, () -> peak + " in a second");
    assertTrue(Arrays.stream(spreads).max().orElseThrow() < 45_000);
  }

  @Test
  void aResyncNowAndThenWaitsForNobody() {
    Herd herd = new Herd(500);
    join(herd, 10_000);
    for (int i = 0; i < 100; i++) {
      assertEquals(0, herd.resync(Reason.GAP, i * 10_000_000L));
    }
  }

  @Test
  void eventsAndResyncsCarryTheSpread() {
    Rig rig = Rig.keeping(4, hub -> hub.refetchBudget(10));
    Rig.Client one = rig.connect("a.*");
    rig.connect("a.x", "b.*");
    rig.connect("b.*");
    one.news();
    rig.invalidate("a.x");
    assertEquals(200, one.outlet.take().get(0).data().get("spread").asInt());
    rig.hub.invalidate(Rig.tags("a.x", "a.x", "a.x", "a.x", "a.x"));
    rig.settle();
    SseEvent resync = one.outlet.take().get(0);
    assertEquals("resync log", resync.brief());
    assertEquals(300, resync.data().get("spread").asInt());
    assertEquals(2, rig.connect(Rig.from("junk")).outlet.take().get(2).data().size());
  }

  @Test
  void whoIsTurnedAwayIsNoAudience() {
    Rig rig = new Rig(hub -> hub.refetchBudget(10).maxConnections(1));
    Rig.Client one = rig.connected();
    for (int i = 0; i < 100; i++) {
      Rig.Client refused = new Rig.Client();
      refused.outlet.room = () -> 0;
      rig.connect(refused, new Resume.Fresh());
    }
    rig.invalidate("a.x");
    assertEquals(100, one.outlet.take().get(0).data().get("spread").asInt(), "one client at 10/s");
  }
}
