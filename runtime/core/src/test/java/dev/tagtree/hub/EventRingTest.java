// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.Tag;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.Retention;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ring: what it keeps, and what it can prove while it goes on. */
class EventRingTest {
  private static final Tag TAG = Tag.parse("a.x");
  private static final Frame FRAME = new Frame(new byte[5], 0, 5);

  private static EventRing ring(int entries, long bytes) {
    return new EventRing(new Retention(entries, bytes), cursor(0), 0);
  }

  private static Cursor cursor(long offset) {
    return new Cursor("e", offset);
  }

  /** Event n has seq n - 1, offset 10 n and arrives at 100 n. */
  private static void add(EventRing ring, int from, int to, int bytes) {
    for (int n = from; n <= to; n++) {
      byte[] encoded = new byte[bytes];
      Arrays.fill(encoded, (byte) n);
      ring.add(cursor(10L * n), TAG, new Frame(encoded, 0, bytes), 100L * n, true);
    }
    ring.publish();
  }

  @Test
  void whatFellOffBeforeANewThreadSawItIsRemembered() {
    EventRing ring = ring(4, 1_000);
    ring.readersAt(Long.MAX_VALUE); // no thread yet; one that comes now begins at the head
    add(ring, 1, 9, 5);
    assertEquals(List.of(TAG), ring.unseenSince(0));
  }

  @Test
  void whatFellOffIsRememberedUntilTheSlowestThreadIsPastIt() {
    EventRing ring = ring(4, 1_000);
    ring.readersAt(0);
    add(ring, 1, 5, 5);
    ring.readersAt(0);
    assertEquals(List.of(TAG), ring.unseenSince(0));
    ring.readersAt(1);
    assertEquals(List.of(), ring.unseenSince(0));
  }

  @Test
  void nobodySeesAnEventBeforeItIsPublished() {
    EventRing ring = ring(4, 1_000);
    ring.add(cursor(10), TAG, FRAME, 0, true);
    assertEquals(new EventRing.Head(0, cursor(0)), ring.head());
    ring.publish();
    assertEquals(new EventRing.Head(1, cursor(10)), ring.head());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 100})
  void exactlyTheNewestEntriesAreKept(int entries) {
    EventRing ring = ring(entries, 1 << 20);
    add(ring, 1, 250, 3);
    for (int seq = 0; seq < 250; seq++) {
      assertEquals(seq >= 250 - entries, ring.get(seq) != null);
    }
    assertNull(ring.get(250));
    assertTrue(ring.keepsAllAfter(cursor(10L * (250 - entries))));
    assertFalse(ring.keepsAllAfter(cursor(10L * (250 - entries) - 1)));
    assertTrue(ring.keepsAllSince(100L * (250 - entries) + 1));
    assertFalse(ring.keepsAllSince(100L * (250 - entries)));
  }

  @Test
  void noMoreBytesAreKeptThanAllowedButAlwaysTheNewestEvent() {
    EventRing ring = ring(100, 10);
    add(ring, 1, 5, 3);
    assertNull(ring.get(1));
    assertNotNull(ring.get(2));
    add(ring, 6, 6, 50);
    assertNull(ring.get(4));
    assertNotNull(ring.get(5));
  }

  @Test
  void anEventKeepsItsBytesAfterItFellOff() {
    EventRing ring = ring(2, 1 << 20);
    add(ring, 1, 1, 1_000);
    Event first = ring.get(0);
    add(ring, 2, 300, 1_000);
    assertNull(ring.get(0));
    for (byte b : first.bytes()) {
      assertEquals(1, b);
    }
  }

  @Test
  void whatIsKeptFitsTheBound() {
    EventRing ring = ring(1_000, 200_000);
    add(ring, 1, 5_000, 1_000);
    int kept = 0;
    for (long seq = 0; seq < 5_000; seq++) {
      Event event = ring.get(seq);
      kept += event == null ? 0 : event.bytes().length;
    }
    assertEquals(200_000, kept);
  }

  @Test
  void positionsAndTimesAreFound() {
    EventRing ring = ring(16, 1 << 20);
    add(ring, 1, 10, 3);
    assertEquals(0, ring.firstAbove(9, 10));
    assertEquals(1, ring.firstAbove(10, 10));
    assertEquals(1, ring.firstAbove(19, 10));
    assertEquals(10, ring.firstAbove(100, 10));
    assertEquals(7, ring.firstAbove(100, 7));
    assertEquals(0, ring.firstSince(100, 10));
    assertEquals(1, ring.firstSince(101, 10));
    assertEquals(10, ring.firstSince(1_001, 10));
  }

  @Test
  void aMarkProvesNothingThatCameBefore() {
    EventRing ring = ring(16, 1 << 20);
    add(ring, 1, 3, 3);
    ring.mark(new Cursor("f", 5), Reason.EPOCH, 400);
    ring.publish();
    add(ring, 100, 100, 3);
    assertNull(ring.get(2));
    assertEquals(Reason.EPOCH, ring.get(3).lost());
    assertEquals(Reason.EPOCH, ring.whyLost(2));
    assertEquals(Reason.OVERFLOW, ring.whyLost(3));
    assertFalse(ring.keepsAllAfter(cursor(30)));
    assertTrue(ring.keepsAllAfter(new Cursor("f", 5)));
    assertFalse(ring.keepsAllSince(400));
    assertTrue(ring.keepsAllSince(401));
  }

  /**
   * Asks what a resume asks, on another thread, while the ring drops what it needs. Whatever is
   * said to be proven must be complete.
   */
  @Test
  @Timeout(60)
  void whatIsProvenWasCompleteAlthoughTheRingWentOn() throws Exception {
    EventRing ring = ring(64, 1 << 20);
    Thread writer =
        new Thread(
            () -> {
              for (int n = 1; n <= 400_000; n++) {
                ring.add(cursor(10L * n), TAG, FRAME, 100L * n, true);
                if (n % 7 == 0) {
                  ring.publish();
                }
              }
              ring.publish();
            });
    writer.start();
    Map<Boolean, Integer> answers = new HashMap<>();
    while (writer.isAlive() || answers.size() < 2) {
      EventRing.Head head = ring.head();
      long wanted =
          Math.max(0, head.seq() - 1 - answers.values().stream().mapToInt(i -> i).sum() % 70);
      long found = ring.firstAbove(10 * wanted, head.seq());
      boolean all = true;
      for (long seq = found; seq < head.seq(); seq++) {
        all &= ring.get(seq) != null;
      }
      boolean proven = all && ring.keepsAllAfter(cursor(10 * wanted));
      assertTrue(!proven || found == wanted, () -> "proven from " + found + ", not " + wanted);
      answers.merge(proven, 1, Integer::sum);
    }
    writer.join();
  }
}
