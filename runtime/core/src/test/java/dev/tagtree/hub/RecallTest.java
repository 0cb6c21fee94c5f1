// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.Tag;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.Retention;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Looking up finds what comparing one by one does, while the ring moves on. */
class RecallTest {
  private static final String[] POOL =
      "todos.list todos.byId(1) todos.byId(2) todos.byId(*) todos.* a.b(1).c a.b(*).c a.b(2).* * x y"
          .split(" ");

  private static final Frame FRAME = new Frame(new byte[10], 0, 10);

  private final SplittableRandom random = new SplittableRandom(11);

  private Tag some() {
    return Tag.parse(POOL[random.nextInt(POOL.length)]);
  }

  private static List<Long> wanted(EventRing ring, Filter filter, long first, long end) {
    List<Long> wanted = new ArrayList<>();
    for (long seq = first; seq < end; seq++) {
      Event event = ring.get(seq);
      if (event != null && !event.isRepeatedBefore(end) && filter.concerns(event.tag())) {
        wanted.add(seq);
      }
    }
    return wanted;
  }

  @Test
  void everythingThatIsWantedLiesInTheRange() {
    for (int round = 0; round < 300; round++) {
      boolean always = round % 2 == 0; // a later event says what an earlier one with its tag says
      EventRing ring =
          new EventRing(new Retention(random.nextInt(1, 60), 1 << 20), new Cursor("e", 0), 0);
      Recall recall = new Recall(ring);
      for (int i = 1; i < 150; i++) {
        ring.add(new Cursor("e", i), some(), FRAME, i, always || random.nextBoolean());
        ring.publish();
        long end = ring.head().seq();
        long first = Math.max(ring.oldest(), end - random.nextInt(80));
        Tag[] tags = new Tag[random.nextInt(1, 4)];
        Arrays.setAll(tags, n -> some());
        Filter filter = Filter.of(List.of(tags));
        List<Long> wanted = wanted(ring, filter, first, end);
        Recall.Range range = recall.find(filter, first, end);
        assertEquals(wanted.isEmpty(), range.isEmpty(), () -> filter + " in " + first + ".." + end);
        if (!wanted.isEmpty()) {
          assertTrue(range.first() <= wanted.get(0));
          assertTrue(!always || range.first() == wanted.get(0));
          assertEquals(wanted.get(wanted.size() - 1) + 1, range.end());
        }
      }
    }
  }

  @Test
  void whoWantsAllLooksAtAll() {
    EventRing ring = new EventRing(new Retention(10, 1 << 20), new Cursor("e", 0), 0);
    assertTrue(new Recall(ring).find(Filter.ALL, 0, 0).isEmpty());
    ring.add(new Cursor("e", 1), some(), FRAME, 1, true);
    ring.publish();
    assertEquals(new Recall.Range(0, 1), new Recall(ring).find(Filter.ALL, 0, 1));
  }
}
