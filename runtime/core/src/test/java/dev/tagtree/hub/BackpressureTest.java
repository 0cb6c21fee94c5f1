// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.Tag;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A publisher that runs ahead of the readers is held back, briefly, and only while it helps. */
class BackpressureTest {
  private static final Tag TAG = Tag.parse("a.x");

  private final Rig rig = Rig.keeping(16);

  private int pausesOf(Runnable action) {
    int before = rig.pauses;
    action.run();
    return rig.pauses - before;
  }

  private void invalidate(int tags) {
    rig.hub.invalidate(Collections.nCopies(tags, TAG));
  }

  @Test
  void aPublisherIsNotHeldBackByReadersThatKeepUp() {
    rig.connect();
    assertEquals(
        0,
        pausesOf(
            () -> {
              for (int i = 0; i < 100; i++) {
                invalidate(8);
                rig.settle();
              }
            }));
  }

  @Test
  void aPublisherThatRunsAheadOfTheTailIsHeldBackABoundedTime() {
    assertEquals(0, pausesOf(() -> invalidate(8)));
    assertEquals(50, pausesOf(() -> invalidate(1)));
    rig.step();
    assertEquals(0, pausesOf(() -> invalidate(1)));
  }

  @Test
  void aPublisherGoesOnAsSoonAsTheReadersAreThere() {
    Rig reading = Rig.keeping(16);
    reading.whenPaused =
        () -> {
          if (reading.pauses == 3) {
            reading.step();
          }
        };
    reading.hub.invalidate(Collections.nCopies(9, TAG));
    assertEquals(3, reading.pauses);
  }

  @Test
  void aPublisherOnAnIoThreadIsNeverHeldBack() {
    rig.connect();
    assertEquals(0, pausesOf(() -> rig.thread.on(() -> invalidate(16))));
  }

  @Test
  void aClientThatTakesNothingHoldsNobodyBack() {
    Rig.Client client = rig.connect();
    client.outlet.room = () -> 0;
    assertEquals(
        0,
        pausesOf(
            () -> {
              for (int i = 0; i < 100; i++) {
                invalidate(1);
                rig.settle();
              }
            }));
  }

  @Test
  void aThreadThatDoesSomethingElseIsWaitedForOnceUntilItMoves() {
    FakeIoThread busy = rig.newThread();
    rig.connect(busy);
    for (int i = 0; i < 13; i++) {
      invalidate(1);
      rig.settle();
    }
    int held = pausesOf(rig::step);
    assertEquals(0, held); // nothing to step
    int first =
        pausesOf(
            () -> {
              rig.log.append(List.of(TAG));
              rig.settle();
            });
    assertEquals(500, first);
    assertEquals(
        0,
        pausesOf(
            () -> {
              for (int i = 0; i < 5; i++) {
                invalidate(1);
                rig.settle();
              }
            }));
    busy.runAll();
    assertEquals(0, pausesOf(() -> invalidate(1)));
    rig.settle();
    assertTrue(pausesOf(() -> invalidate(12)) > 0, "waited for again, now that it has moved");
  }
}
